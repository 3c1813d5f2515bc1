self.atlasNetwork={"kinds":[["cluster","Кластер"],["technopark","Площадка"],["organization","Организация"],["person","Персона"],["agreement","Соглашение"],["event","Событие"],["programme","Программа"],["project","Проект"],["technology","Технология"],["document","Документ"],["region","Регион"],["sector","Отрасль"],["source","Источник"]],"relations":[["region","Регион","К региону относятся","region_of"],["sectors","Отрасли","Работают в отрасли","sector_of"],["parts","Состав","Входит в состав","part_of"],["members","Участники","Участвует в","member_of"],["residents","Резиденты","Резидент чего","resident_of"],["located_in","Размещается на территории","На территории размещаются","houses"],["coordinator","Координатор","Координирует","coordinates"],["governs","Управляет","Кто управляет","governed_by"],["leads","Руководит","Руководитель","led_by"],["positions","Должности","Люди","people"],["parties","Стороны","Соглашения","agreements"],["signatories","Подписали","Подписанные соглашения","signed"],["signed_at","Подписано на событии","Подписанные соглашения","signings"],["venue","Площадка","Принимает события","hosted"],["participants","Участники","Участие в событиях","participated_in"],["participants","Участники","Программы и проекты","programmes"],["led_to","Итоги","Итог чего","result_of"],["proposed_by","Кто предложил","Предложения","proposals"],["subjects","Предмет","Предмет чего","subject_of"],["develops","Разрабатывает","Разработчики","developed_by"],["uses","Применяет","Где применяется","used_by"],["interested_in","Интересуется","Этим интересуются","interests"],["supports","Поддерживает","Кто поддерживает","supported_by"],["partners","Партнёры","Партнёры","partners"],["authors","Авторы","Автор документов","author_of"],["concerns","О чём","Документы","documents"],["sources","Источники","На него ссылаются","cited_by"],["mentions","Упоминает","Упоминания","mentioned_in"]],"statuses":["","запланировано","предложено","вывод редакции"],"records":[
["Иван Иванов","people/ivanov.html",3,["area","town"],[],"","ivanov"],
["«Пример»","clusters/cluster.html",0,["area","town"],["robotics"],"Кластер «Пример»","cluster"],
["Соглашение о роботах","agreements/pact.html",4,["area","town"],["robotics"],"","pact"],
["Университет города","organizations/university.html",2,["area","town"],[],"","university"],
["Завод «Ёлка»","organizations/factory.html",2,["area","town"],[],"","factory"],
["Форум","events/forum.html",5,["area"],[],"","forum"]],"edges":[
[1,4,3,1],
[1,3,3,0],
[0,3,9,0],
[2,4,10,0],
[2,3,10,0],
[2,0,11,0],
[5,1,14,0],
[5,0,14,0]]};
