// Before anything is shown: a page of the search that is opened with a query has room for hits, and no introduction.
'use strict';
if (/[?&]q=[^&]/.test(location.search)) document.documentElement.classList.add('asked', 'opened');
