// Messages of the preview, in the language of the program.

const RUSSIAN = document.currentScript.dataset.lang === 'ru';

function counted(number, ...forms) {
  const form = new Intl.PluralRules(RUSSIAN ? 'ru' : 'en').select(number);
  const word = RUSSIAN ? forms[{one: 0, few: 1}[form] ?? 2] : forms[form === 'one' ? 3 : 4];
  return `${number}\u00a0${word}`;
}

const WORDS = {
  preview: RUSSIAN ? 'Предпросмотр' : 'Preview',
  edit: RUSSIAN ? 'править' : 'edit',
  draft: RUSSIAN ? 'черновик' : 'draft',
  hint: RUSSIAN ? 'Подсказка' : 'Hint',
  error: RUSSIAN ? 'ошибка' : 'error',
  warning: RUSSIAN ? 'предупреждение' : 'warning',
  collapse: RUSSIAN ? 'Свернуть' : 'Collapse',
  close: RUSSIAN ? 'Закрыть' : 'Close',
  away: RUSSIAN ? 'сервер остановлен, жду его' : 'the server is stopped, waiting for it',
  gone: RUSSIAN ? 'Этой страницы больше нет: её запись удалена.' : 'This page is gone: its record was removed.',
  home: RUSSIAN ? 'На главную' : 'To the home page',
  stale: RUSSIAN ? 'показана последняя удачная версия страницы' : 'this is the last good version of the page',
  more: (count) => (RUSSIAN ? `ещё ${count}` : `${count} more`),
  unsaid: (count) => (RUSSIAN ? `…и ещё ${count}` : `…and ${count} more`),
  errors: (count) => counted(count, 'ошибка', 'ошибки', 'ошибок', 'error', 'errors'),
  warnings: (count) =>
    counted(count, 'предупреждение', 'предупреждения', 'предупреждений', 'warning', 'warnings'),
  changed: (count) =>
    counted(count, 'страница изменилась', 'страницы изменились', 'страниц изменились', 'page changed', 'pages changed'),
};
