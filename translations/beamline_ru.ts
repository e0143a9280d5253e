<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru_RU">
<context>
    <name>BatchText</name>
    <message>
        <source>Cancel</source>
        <translation>Отменить</translation>
    </message>
    <message>
        <source>Suspend</source>
        <translation>Приостановить</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Продолжить</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Повторить</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Отбросить</translation>
    </message>
    <message>
        <source>Re-run</source>
        <translation>Перезапустить</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Неизвестно</translation>
    </message>
    <message numerus="yes">
        <source>Cancel %n run(s)</source>
        <translation>
            <numerusform>Отменить %n запуск</numerusform>
            <numerusform>Отменить %n запуска</numerusform>
            <numerusform>Отменить %n запусков</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Suspend %n run(s)</source>
        <translation>
            <numerusform>Приостановить %n запуск</numerusform>
            <numerusform>Приостановить %n запуска</numerusform>
            <numerusform>Приостановить %n запусков</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Resume %n run(s)</source>
        <translation>
            <numerusform>Продолжить %n запуск</numerusform>
            <numerusform>Продолжить %n запуска</numerusform>
            <numerusform>Продолжить %n запусков</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Retry %n run(s)</source>
        <translation>
            <numerusform>Повторить %n запуск</numerusform>
            <numerusform>Повторить %n запуска</numerusform>
            <numerusform>Повторить %n запусков</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Discard %n run(s)</source>
        <translation>
            <numerusform>Отбросить %n запуск</numerusform>
            <numerusform>Отбросить %n запуска</numerusform>
            <numerusform>Отбросить %n запусков</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Re-run %n run(s)</source>
        <translation>
            <numerusform>Перезапустить %n запуск</numerusform>
            <numerusform>Перезапустить %n запуска</numerusform>
            <numerusform>Перезапустить %n запусков</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n run(s)</source>
        <translation>
            <numerusform>%n запуск</numerusform>
            <numerusform>%n запуска</numerusform>
            <numerusform>%n запусков</numerusform>
        </translation>
    </message>
    <message>
        <source>Each ends for good. Work in flight is told to stop and open approvals are withdrawn.</source>
        <translation>Каждый завершается окончательно. Выполняемая работа получает команду остановиться, открытые согласования отзываются.</translation>
    </message>
    <message>
        <source>Each stops before its next task. What is in flight ends and is kept. This can be undone.</source>
        <translation>Каждый останавливается перед следующей задачей. То, что уже выполняется, завершается и сохраняется. Это действие можно отменить.</translation>
    </message>
    <message>
        <source>Each goes on where it was suspended. This can be undone.</source>
        <translation>Каждый продолжается с того места, где был приостановлен. Это действие можно отменить.</translation>
    </message>
    <message>
        <source>Each goes on at the task that faulted, with the input it had. Completed tasks stand.</source>
        <translation>Каждый продолжается с задачи, на которой произошёл сбой, с прежними входными данными. Завершённые задачи остаются в силе.</translation>
    </message>
    <message>
        <source>Each ends for good as cancelled. Its error and history stay readable; it cannot be retried any more.</source>
        <translation>Каждый окончательно завершается как отменённый. Ошибка и история остаются доступны для чтения; повторить его больше нельзя.</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Выполняется</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Приостановлено</translation>
    </message>
    <message>
        <source>Completed</source>
        <translation>Завершён</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Остановлен</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Ошибка</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 из %2</translation>
    </message>
    <message>
        <source>%1 done</source>
        <translation>выполнено: %1</translation>
    </message>
    <message>
        <source>%1 refused</source>
        <translation>отказано: %1</translation>
    </message>
    <message>
        <source>%1 failed</source>
        <translation>с ошибкой: %1</translation>
    </message>
    <message>
        <source>%1 not begun</source>
        <translation>не начато: %1</translation>
    </message>
    <message>
        <source>Undo: %1</source>
        <translation>Откат: %1</translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation>Ещё нет</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Выполнено</translation>
    </message>
    <message>
        <source>Done: new run %1</source>
        <translation>Выполнено: новый запуск %1</translation>
    </message>
    <message>
        <source>Refused: %1</source>
        <translation>Отказано: %1</translation>
    </message>
    <message>
        <source>Failed: %1</source>
        <translation>Ошибка: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n of %1 faulted again</source>
        <translation>
            <numerusform>%n из %1 снова со сбоем</numerusform>
            <numerusform>%n из %1 снова со сбоем</numerusform>
            <numerusform>%n из %1 снова со сбоем</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of %1 faulted</source>
        <translation>
            <numerusform>%n из %1 со сбоем</numerusform>
            <numerusform>%n из %1 со сбоем</numerusform>
            <numerusform>%n из %1 со сбоем</numerusform>
        </translation>
    </message>
    <message>
        <source>Faulted again</source>
        <translation>Снова сбой</translation>
    </message>
    <message>
        <source>Some faulted again</source>
        <translation>Часть снова со сбоем</translation>
    </message>
    <message>
        <source>Faulted</source>
        <translation>Сбой</translation>
    </message>
    <message>
        <source>Some faulted</source>
        <translation>Часть со сбоем</translation>
    </message>
    <message>
        <source>For each a new run of the same workflow begins, with the input that it had and, when it begins at a task, with the results of the tasks before.</source>
        <translation>Для каждого начинается новый запуск того же процесса с его входными данными, а если он начинается с задачи — с результатами задач до неё.</translation>
    </message>
    <message numerus="yes">
        <source>%n of %1 cancelled since</source>
        <translation>
            <numerusform>%n из %1 с тех пор отменён</numerusform>
            <numerusform>%n из %1 с тех пор отменены</numerusform>
            <numerusform>%n из %1 с тех пор отменены</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancelled since</source>
        <translation>С тех пор отменено</translation>
    </message>
    <message>
        <source>Some cancelled</source>
        <translation>Часть отменена</translation>
    </message>
    <message>
        <source>%1, but: %2</source>
        <translation>%1, но: %2</translation>
    </message>
    <message>
        <source>on the version that each ran</source>
        <translation>на версии, с которой шёл каждый</translation>
    </message>
    <message>
        <source>on the latest version</source>
        <translation>на последней версии</translation>
    </message>
    <message>
        <source>on version %1</source>
        <translation>на версии %1</translation>
    </message>
    <message>
        <source>from the start</source>
        <translation>с начала</translation>
    </message>
    <message>
        <source>from the task that faulted</source>
        <translation>с задачи, в которой произошла ошибка</translation>
    </message>
    <message>
        <source>from %1</source>
        <translation>с %1</translation>
    </message>
    <message>
        <source>the faulted ones discarded</source>
        <translation>запуски с ошибкой отброшены</translation>
    </message>
</context>
<context>
    <name>ConsoleOptions</name>
    <message>
        <source>%1 cannot be read: %2.</source>
        <translation>Не удаётся прочитать %1: %2.</translation>
    </message>
    <message>
        <source>%1 is larger than 4 MiB. Deploy a smaller workflow, or pass data by file name.</source>
        <translation>%1 больше 4 МиБ. Разверните рабочий процесс поменьше или передавайте данные через имя файла.</translation>
    </message>
    <message>
        <source>--input needs --start.</source>
        <translation>Для --input нужен --start.</translation>
    </message>
    <message>
        <source>Only one workflow can be started from the command line.</source>
        <translation>Из командной строки можно запустить только один рабочий процесс.</translation>
    </message>
    <message>
        <source>--theme takes light, dark, contrast or system, not “%1”.</source>
        <translation>--theme принимает light, dark, contrast или system, но не «%1».</translation>
    </message>
    <message>
        <source>A workflow: the same as --start. A place such as settings, or a link such as beamline://run/ID: goes there in the console that is running, or in a new one. An archive of a run: opens it.</source>
        <translation>Рабочий процесс: то же, что --start. Место, например settings, или ссылка, например beamline://run/ID: переход туда в работающей консоли или в новой. Архив запуска: открывается.</translation>
    </message>
    <message>
        <source>The console of Beamline: runs, approvals and workflows in one window.</source>
        <translation>Консоль Beamline: запуски, согласования и рабочие процессы в одном окне.</translation>
    </message>
    <message>
        <source>Use the engine of this profile.</source>
        <translation>Использовать движок этого профиля.</translation>
    </message>
    <message>
        <source>name</source>
        <translation>имя</translation>
    </message>
    <message>
        <source>Use the engine of this data directory.</source>
        <translation>Использовать движок этого каталога данных.</translation>
    </message>
    <message>
        <source>directory</source>
        <translation>каталог</translation>
    </message>
    <message>
        <source>light, dark, contrast or system.</source>
        <translation>light, dark, contrast или system.</translation>
    </message>
    <message>
        <source>theme</source>
        <translation>тема</translation>
    </message>
    <message>
        <source>Open this place: runs, run/ID, approvals, workflows/NAMESPACE/NAME.</source>
        <translation>Открыть это место: runs, run/ID, approvals, workflows/NAMESPACE/NAME.</translation>
    </message>
    <message>
        <source>place</source>
        <translation>место</translation>
    </message>
    <message>
        <source>Deploy this workflow and start a run of it.</source>
        <translation>Развернуть этот рабочий процесс и начать его запуск.</translation>
    </message>
    <message>
        <source>file</source>
        <translation>файл</translation>
    </message>
    <message>
        <source>With --start: the run&apos;s input, as JSON.</source>
        <translation>Вместе с --start: входные данные запуска в формате JSON.</translation>
    </message>
    <message>
        <source>Use this connection: the name of one of the page Connections, or of a NATS context.</source>
        <translation>Использовать это подключение: имя подключения со страницы «Подключения» или контекста NATS.</translation>
    </message>
    <message>
        <source>Open a further window of the console that is running.</source>
        <translation>Открыть ещё одно окно работающей консоли.</translation>
    </message>
    <message>
        <source>Start a program of its own although one is running.</source>
        <translation>Запустить отдельную программу, даже если одна уже работает.</translation>
    </message>
    <message>
        <source>A profile is named by letters, digits, &apos;.&apos;, &apos;_&apos; and &apos;-&apos;; “%1” is not.</source>
        <translation>Имя профиля состоит из букв, цифр, &apos;.&apos;, &apos;_&apos; и &apos;-&apos;; «%1» не подходит.</translation>
    </message>
    <message>
        <source>--connect names an engine of its own; --profile and --data-dir are for the embedded one.</source>
        <translation>--connect указывает другой движок; --profile и --data-dir относятся к встроенному.</translation>
    </message>
    <message>
        <source>--tenant takes one name of at most 64 letters, without blanks; “%1” is not.</source>
        <translation>--tenant принимает одно имя не длиннее 64 букв, без пробелов; «%1» не подходит.</translation>
    </message>
    <message>
        <source>Ask as a member of this tenant, in place of the connection&apos;s.</source>
        <translation>Обращаться как участник этого арендатора вместо указанного в подключении.</translation>
    </message>
</context>
<context>
    <name>DecisionText</name>
    <message>
        <source>chosen</source>
        <translation>выбран</translation>
    </message>
    <message>
        <source>not drawn</source>
        <translation>не выпал</translation>
    </message>
    <message>
        <source>No provider</source>
        <translation>Нет поставщика</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Запрос</translation>
    </message>
    <message>
        <source>It was chosen.</source>
        <translation>Он был выбран.</translation>
    </message>
    <message>
        <source>It could have been chosen.</source>
        <translation>Он мог быть выбран.</translation>
    </message>
    <message>
        <source>Chance</source>
        <translation>Вероятность</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Вес</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>Приоритет</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>Ожидается</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Стоимость</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Заняло</translation>
    </message>
    <message>
        <source>Attempts</source>
        <translation>Попытки</translation>
    </message>
    <message>
        <source>Policy version</source>
        <translation>Версия политики</translation>
    </message>
    <message>
        <source>Hedge</source>
        <translation>Подстраховка</translation>
    </message>
    <message>
        <source>Shadows</source>
        <translation>Теневые</translation>
    </message>
</context>
<context>
    <name>DecisionWords</name>
    <message>
        <source>Same session</source>
        <translation>Та же сессия</translation>
    </message>
    <message>
        <source>By weight</source>
        <translation>По весу</translation>
    </message>
    <message>
        <source>Lowest latency</source>
        <translation>Меньше задержка</translation>
    </message>
    <message>
        <source>Lowest cost</source>
        <translation>Меньше стоимость</translation>
    </message>
    <message>
        <source>Canary</source>
        <translation>Канарейка</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Повтор</translation>
    </message>
    <message>
        <source>Fallback</source>
        <translation>Запасной</translation>
    </message>
    <message>
        <source>Fallback: circuit open</source>
        <translation>Запасной: предохранитель разомкнут</translation>
    </message>
    <message>
        <source>Seen before?</source>
        <translation>Уже было?</translation>
    </message>
    <message>
        <source>Rate limit</source>
        <translation>Предел частоты</translation>
    </message>
    <message>
        <source>Pre-processors</source>
        <translation>Предобработчики</translation>
    </message>
    <message>
        <source>Validators</source>
        <translation>Валидаторы</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>Расписание</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>Сессия</translation>
    </message>
    <message>
        <source>Choice</source>
        <translation>Выбор</translation>
    </message>
    <message>
        <source>Hedge</source>
        <translation>Подстраховка</translation>
    </message>
    <message>
        <source>Shadow</source>
        <translation>Теневой</translation>
    </message>
    <message>
        <source>Post-processors</source>
        <translation>Постобработчики</translation>
    </message>
    <message>
        <source>passed</source>
        <translation>пройдено</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>пропущено</translation>
    </message>
    <message>
        <source>taken</source>
        <translation>взято</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>отказано</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>не удалось</translation>
    </message>
    <message>
        <source>done</source>
        <translation>выполнено</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>отклонено</translation>
    </message>
    <message>
        <source>error</source>
        <translation>ошибка</translation>
    </message>
    <message>
        <source>timed out</source>
        <translation>время вышло</translation>
    </message>
    <message>
        <source>circuit open</source>
        <translation>предохранитель разомкнут</translation>
    </message>
    <message>
        <source>not run</source>
        <translation>не запускалось</translation>
    </message>
    <message>
        <source>condition not met</source>
        <translation>условие не выполнено</translation>
    </message>
    <message>
        <source>not at this time</source>
        <translation>не в это время</translation>
    </message>
    <message>
        <source>in quarantine</source>
        <translation>в карантине</translation>
    </message>
    <message>
        <source>disabled</source>
        <translation>отключено</translation>
    </message>
    <message>
        <source>rate limited</source>
        <translation>частота ограничена</translation>
    </message>
    <message>
        <source>lower priority</source>
        <translation>ниже приоритет</translation>
    </message>
    <message>
        <source>too slow</source>
        <translation>слишком медленно</translation>
    </message>
    <message>
        <source>too expensive</source>
        <translation>слишком дорого</translation>
    </message>
    <message>
        <source>failed before</source>
        <translation>уже была ошибка</translation>
    </message>
    <message>
        <source>weight 0</source>
        <translation>вес 0</translation>
    </message>
    <message>
        <source>chosen</source>
        <translation>выбран</translation>
    </message>
</context>
<context>
    <name>DeepLink</name>
    <message>
        <source>A link begins with beamline://, such as beamline://approvals.</source>
        <translation>Ссылка начинается с beamline://, например beamline://approvals.</translation>
    </message>
    <message>
        <source>A link has at most %1 characters; this one has %2.</source>
        <translation>Длина ссылки — не более %1 символов; в этой %2.</translation>
    </message>
    <message>
        <source>“%1” holds characters that no link has. Copy it again where it comes from.</source>
        <translation>«%1» содержит символы, которых в ссылках не бывает. Скопируйте её из источника ещё раз.</translation>
    </message>
    <message>
        <source>There is no place called “%1”. Places are runs, run/ID, approvals, approvals/ID, workflows and workflows/NAMESPACE/NAME.</source>
        <translation>Места с именем «%1» нет. Есть места runs, run/ID, approvals, approvals/ID, workflows и workflows/NAMESPACE/NAME.</translation>
    </message>
    <message>
        <source>A link can only show something, and “%1” begins something.</source>
        <translation>Ссылка может только что-то показать, а «%1» запускает действие.</translation>
    </message>
</context>
<context>
    <name>ExtensionText</name>
    <message>
        <source>Pre-processor</source>
        <translation>Предобработчик</translation>
    </message>
    <message>
        <source>Validator</source>
        <translation>Валидатор</translation>
    </message>
    <message>
        <source>Post-processor</source>
        <translation>Постобработчик</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>Поставщик</translation>
    </message>
    <message>
        <source>Over NATS</source>
        <translation>Через NATS</translation>
    </message>
    <message>
        <source>A process of the engine</source>
        <translation>Процесс движка</translation>
    </message>
    <message>
        <source>Over HTTP</source>
        <translation>Через HTTP</translation>
    </message>
    <message>
        <source>Disabled</source>
        <translation>Отключено</translation>
    </message>
    <message>
        <source>Quarantined</source>
        <translation>В карантине</translation>
    </message>
    <message>
        <source>Healthy</source>
        <translation>Исправно</translation>
    </message>
    <message>
        <source>Degraded</source>
        <translation>С перебоями</translation>
    </message>
    <message>
        <source>Unhealthy</source>
        <translation>Неисправно</translation>
    </message>
    <message>
        <source>No calls yet</source>
        <translation>Вызовов ещё нет</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Неизвестно</translation>
    </message>
    <message>
        <source>It is disabled: policies that name it go on without it, or fail where they need it.</source>
        <translation>Оно отключено: политики, которые его указывают, работают без него или завершаются ошибкой там, где оно обязательно.</translation>
    </message>
    <message>
        <source>It is in quarantine, and nothing is sent to it. %1</source>
        <translation>Оно в карантине, и ему ничего не отправляется. %1</translation>
    </message>
    <message>
        <source>Its circuit is open: it has failed too often and is left alone for a while.</source>
        <translation>Его предохранитель разомкнут: слишком много ошибок, поэтому некоторое время его не вызывают.</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Разомкнут</translation>
    </message>
    <message>
        <source>Half open</source>
        <translation>Полуоткрыт</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Замкнут</translation>
    </message>
    <message>
        <source>Read files below %1</source>
        <translation>Читать файлы в %1</translation>
    </message>
    <message>
        <source>Get the secret %1</source>
        <translation>Получать секрет %1</translation>
    </message>
    <message>
        <source>Open network connections</source>
        <translation>Открывать сетевые подключения</translation>
    </message>
    <message>
        <source>See the payload of messages</source>
        <translation>Видеть содержимое сообщений</translation>
    </message>
    <message>
        <source>See metadata and context of messages</source>
        <translation>Видеть метаданные и контекст сообщений</translation>
    </message>
    <message>
        <source>Passed</source>
        <translation>Пройдено</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Отклонено</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Ошибка</translation>
    </message>
    <message>
        <source>Too late</source>
        <translation>Не успело</translation>
    </message>
    <message>
        <source>Left alone</source>
        <translation>Не вызвано</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>Пропущено</translation>
    </message>
    <message>
        <source>Not reached</source>
        <translation>Не дошло</translation>
    </message>
    <message>
        <source>The request went on</source>
        <translation>Запрос пошёл дальше</translation>
    </message>
    <message>
        <source>Warned, the request went on</source>
        <translation>Предупреждение, запрос пошёл дальше</translation>
    </message>
    <message>
        <source>Ignored, the request went on</source>
        <translation>Проигнорировано, запрос пошёл дальше</translation>
    </message>
    <message>
        <source>The request was blocked</source>
        <translation>Запрос заблокирован</translation>
    </message>
    <message>
        <source>The request failed</source>
        <translation>Запрос завершился ошибкой</translation>
    </message>
    <message>
        <source>the session had it before</source>
        <translation>у сессии он уже был</translation>
    </message>
    <message>
        <source>by weight</source>
        <translation>по весу</translation>
    </message>
    <message>
        <source>it is expected to be the fastest</source>
        <translation>ожидается, что он самый быстрый</translation>
    </message>
    <message>
        <source>it is expected to be the cheapest</source>
        <translation>ожидается, что он самый дешёвый</translation>
    </message>
    <message>
        <source>it is tried on a part of the requests</source>
        <translation>он пробуется на части запросов</translation>
    </message>
    <message>
        <source>it is asked once more</source>
        <translation>он вызывается ещё раз</translation>
    </message>
    <message>
        <source>as a fallback</source>
        <translation>как запасной</translation>
    </message>
    <message>
        <source>as a fallback, others have open circuits</source>
        <translation>как запасной: у других предохранители разомкнуты</translation>
    </message>
    <message>
        <source>Low complexity</source>
        <translation>Низкая сложность</translation>
    </message>
    <message>
        <source>Medium complexity</source>
        <translation>Средняя сложность</translation>
    </message>
    <message>
        <source>High complexity</source>
        <translation>Высокая сложность</translation>
    </message>
    <message>
        <source>Very high complexity</source>
        <translation>Очень высокая сложность</translation>
    </message>
</context>
<context>
    <name>Keychain</name>
    <message>
        <source>The keychain does not do it: %1.</source>
        <translation>Связка ключей не выполняет запрос: %1.</translation>
    </message>
    <message>
        <source>The program is ending.</source>
        <translation>Программа завершает работу.</translation>
    </message>
    <message>
        <source>The keychain is locked. Unlock it on the page Secrets, or in the desktop&apos;s program for passwords, and try again.</source>
        <translation>Связка ключей заблокирована. Разблокируйте её на странице «Секреты» или в программе паролей рабочего стола и повторите попытку.</translation>
    </message>
    <message>
        <source>No keychain answers here (%1). Start the desktop&apos;s keychain, such as gnome-keyring or KWallet, or keep secrets in files.</source>
        <translation>Связка ключей здесь не отвечает (%1). Запустите связку ключей рабочего стола, например gnome-keyring или KWallet, либо храните секреты в файлах.</translation>
    </message>
    <message>
        <source>The keychain has not answered within %1 s. A dialog of it may be open: answer that, and try again.</source>
        <translation>Связка ключей не ответила за %1 с. Возможно, открыто её диалоговое окно: ответьте в нём и повторите попытку.</translation>
    </message>
</context>
<context>
    <name>MomentText</name>
    <message>
        <source>Write 14:03, -5m (before the run&apos;s end, or before now), +5m (after its start), 2026-11-27 14:03, or a time that stands on this page.</source>
        <translation>Введите 14:03, -5m (до конца запуска или до текущего момента), +5m (после его начала), 2026-11-27 14:03 или время, указанное на этой странице.</translation>
    </message>
</context>
<context>
    <name>Notifications</name>
    <message>
        <source>Quiet hours are off.</source>
        <translation>Тихие часы выключены.</translation>
    </message>
    <message>
        <source>From</source>
        <translation>С</translation>
    </message>
    <message>
        <source>Quiet hours</source>
        <translation>Тихие часы</translation>
    </message>
    <message>
        <source>Quiet from</source>
        <translation>Тишина с</translation>
    </message>
    <message>
        <source>to</source>
        <translation>до</translation>
    </message>
    <message>
        <source>Quiet to</source>
        <translation>Тишина до</translation>
    </message>
    <message>
        <source>Show an icon in the tray</source>
        <translation>Показывать значок в области уведомлений</translation>
    </message>
    <message>
        <source>This desktop has no tray.</source>
        <translation>На этом рабочем столе нет области уведомлений.</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>Уведомления</translation>
    </message>
    <message>
        <source>Approvals</source>
        <translation>Согласования</translation>
    </message>
    <message>
        <source>Told while no window of the connection is in front, and taken back once it is decided.</source>
        <translation>Сообщается, пока ни одно окно подключения не впереди, и снимается, как только решение принято.</translation>
    </message>
    <message>
        <source>Requests that wait for me</source>
        <translation>Запросы, которые ждут меня</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Запуски</translation>
    </message>
    <message>
        <source>Many at once are summed up.</source>
        <translation>Если их много сразу, они объединяются.</translation>
    </message>
    <message>
        <source>Runs that fault</source>
        <translation>Запуски со сбоем</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Движок</translation>
    </message>
    <message>
        <source>That it is degraded, has stopped or cannot be reached; taken back once it is well again.</source>
        <translation>Что он работает с ограничениями, остановлен или недоступен; снимается, когда всё снова в порядке.</translation>
    </message>
    <message>
        <source>An engine that is not well</source>
        <translation>Движок, с которым что-то не так</translation>
    </message>
    <message>
        <source>Workflows</source>
        <translation>Рабочие процессы</translation>
    </message>
    <message>
        <source>The messages of “call: notify”.</source>
        <translation>Сообщения «call: notify».</translation>
    </message>
    <message>
        <source>What workflows tell</source>
        <translation>Что сообщают рабочие процессы</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Подробности</translation>
    </message>
    <message>
        <source>Otherwise only how many, for screens that others can see.</source>
        <translation>Иначе только число — для экранов, которые видят другие.</translation>
    </message>
    <message>
        <source>Name requests and workflows</source>
        <translation>Называть запросы и процессы</translation>
    </message>
    <message>
        <source>Nothing is told then; what came is summed up afterwards.</source>
        <translation>В это время ничего не сообщается; что пришло, подытоживается потом.</translation>
    </message>
    <message>
        <source>Tray</source>
        <translation>Область уведомлений</translation>
    </message>
    <message>
        <source>The worst state of all engines and the number of requests that wait, with a menu.</source>
        <translation>Худшее состояние всех движков и число ждущих запросов, с меню.</translation>
    </message>
</context>
<context>
    <name>Places</name>
    <message>
        <source>Overview</source>
        <translation>Обзор</translation>
    </message>
    <message>
        <source>Go to overview</source>
        <translation>Перейти к обзору</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Запуски</translation>
    </message>
    <message>
        <source>Go to runs</source>
        <translation>Перейти к запускам</translation>
    </message>
    <message>
        <source>Go to batches</source>
        <translation>Перейти к групповым действиям</translation>
    </message>
    <message>
        <source>Approvals</source>
        <translation>Согласования</translation>
    </message>
    <message>
        <source>Go to approvals</source>
        <translation>Перейти к согласованиям</translation>
    </message>
    <message>
        <source>Workflows</source>
        <translation>Рабочие процессы</translation>
    </message>
    <message>
        <source>Go to workflows</source>
        <translation>Перейти к рабочим процессам</translation>
    </message>
    <message>
        <source>Secrets</source>
        <translation>Секреты</translation>
    </message>
    <message>
        <source>Go to secrets</source>
        <translation>Перейти к секретам</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>Подключения</translation>
    </message>
    <message>
        <source>Go to connections</source>
        <translation>Перейти к подключениям</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Настройки</translation>
    </message>
    <message>
        <source>Go to settings</source>
        <translation>Перейти к настройкам</translation>
    </message>
    <message>
        <source>Dead letters</source>
        <translation>Сбойные запуски</translation>
    </message>
    <message>
        <source>Go to dead letters</source>
        <translation>Перейти к сбойным запускам</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>Кластер</translation>
    </message>
    <message>
        <source>Go to cluster</source>
        <translation>Перейти к кластеру</translation>
    </message>
    <message>
        <source>Show problems</source>
        <translation>Показать проблемы</translation>
    </message>
    <message>
        <source>Policies</source>
        <translation>Политики</translation>
    </message>
    <message>
        <source>Go to policies</source>
        <translation>К политикам</translation>
    </message>
    <message>
        <source>Extensions</source>
        <translation>Расширения</translation>
    </message>
    <message>
        <source>Go to extensions</source>
        <translation>Перейти к расширениям</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Сообщения</translation>
    </message>
    <message>
        <source>Go to messages</source>
        <translation>Перейти к сообщениям</translation>
    </message>
    <message>
        <source>Usage</source>
        <translation>Потребление</translation>
    </message>
    <message>
        <source>Go to usage</source>
        <translation>Перейти к потреблению</translation>
    </message>
    <message>
        <source>Tenants and roles</source>
        <translation>Арендаторы и роли</translation>
    </message>
    <message>
        <source>Go to tenants and roles</source>
        <translation>Перейти к арендаторам и ролям</translation>
    </message>
</context>
<context>
    <name>PolicyText</name>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>ещё %n</numerusform>
            <numerusform>ещё %n</numerusform>
            <numerusform>ещё %n</numerusform>
        </translation>
    </message>
    <message>
        <source>No providers</source>
        <translation>Нет поставщиков</translation>
    </message>
    <message>
        <source>canary %1 %2</source>
        <translation>канарейка %1 %2</translation>
    </message>
    <message numerus="yes">
        <source>%n shadow(s)</source>
        <translation>
            <numerusform>%n теневой</numerusform>
            <numerusform>%n теневых</numerusform>
            <numerusform>%n теневых</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n fallback(s)</source>
        <translation>
            <numerusform>%n запасной</numerusform>
            <numerusform>%n запасных</numerusform>
            <numerusform>%n запасных</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n extension(s)</source>
        <translation>
            <numerusform>%n расширение</numerusform>
            <numerusform>%n расширения</numerusform>
            <numerusform>%n расширений</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RunViews</name>
    <message>
        <source>All</source>
        <translation>Все</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation>Требуют внимания</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Выполняется</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Ожидает</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Сегодня</translation>
    </message>
    <message>
        <source>Give the view a name.</source>
        <translation>Укажите имя представления.</translation>
    </message>
    <message numerus="yes">
        <source>A name has at most %n letter(s). Shorten it.</source>
        <translation>
            <numerusform>Имя может содержать не более %n буквы. Сократите его.</numerusform>
            <numerusform>Имя может содержать не более %n букв. Сократите его.</numerusform>
            <numerusform>Имя может содержать не более %n букв. Сократите его.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>There are %n view(s) already, more are not kept. Delete one first.</source>
        <translation>
            <numerusform>Уже есть %n представление, больше не сохраняется. Сначала удалите одно.</numerusform>
            <numerusform>Уже есть %n представления, больше не сохраняется. Сначала удалите одно.</numerusform>
            <numerusform>Уже есть %n представлений, больше не сохраняется. Сначала удалите одно.</numerusform>
        </translation>
    </message>
    <message>
        <source>There is a view %1 already. Choose another name.</source>
        <translation>Представление %1 уже есть. Выберите другое имя.</translation>
    </message>
</context>
<context>
    <name>SchemaField</name>
    <message>
        <source>Add</source>
        <translation>Добавить</translation>
    </message>
    <message>
        <source>Add to %1</source>
        <translation>Добавить в %1</translation>
    </message>
    <message numerus="yes">
        <source>At least %n item(s) are needed.</source>
        <translation>
            <numerusform>Требуется не менее %n элемента.</numerusform>
            <numerusform>Требуется не менее %n элементов.</numerusform>
            <numerusform>Требуется не менее %n элементов.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>At most %n item(s) are allowed.</source>
        <translation>
            <numerusform>Допускается не более %n элемента.</numerusform>
            <numerusform>Допускается не более %n элементов.</numerusform>
            <numerusform>Допускается не более %n элементов.</numerusform>
        </translation>
    </message>
    <message>
        <source>Remove this item</source>
        <translation>Удалить этот элемент</translation>
    </message>
    <message>
        <source>JSON, for example {&quot;name&quot;: &quot;value&quot;}</source>
        <translation>JSON, например {&quot;name&quot;: &quot;value&quot;}</translation>
    </message>
    <message>
        <source>This is required.</source>
        <translation>Обязательное поле.</translation>
    </message>
    <message>
        <source>This must be an object: {…}.</source>
        <translation>Здесь должен быть объект: {…}.</translation>
    </message>
    <message>
        <source>This must be a list: […].</source>
        <translation>Здесь должен быть список: […].</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Значение</translation>
    </message>
    <message>
        <source>Required</source>
        <translation>Обязательно</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Выбрать…</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Нет</translation>
    </message>
    <message>
        <source>Choose one of these.</source>
        <translation>Выберите один из вариантов.</translation>
    </message>
    <message>
        <source>YYYY-MM-DD</source>
        <translation>ГГГГ-ММ-ДД</translation>
    </message>
    <message>
        <source>Choose a date for %1</source>
        <translation>Выбрать дату для %1</translation>
    </message>
    <message>
        <source>This must be a whole number.</source>
        <translation>Здесь должно быть целое число.</translation>
    </message>
    <message>
        <source>This must be a number, like 12.5.</source>
        <translation>Здесь должно быть число, например 12.5.</translation>
    </message>
    <message>
        <source>This must be at least %1.</source>
        <translation>Значение должно быть не меньше %1.</translation>
    </message>
    <message>
        <source>This must be at most %1.</source>
        <translation>Значение должно быть не больше %1.</translation>
    </message>
    <message>
        <source>This must be more than %1.</source>
        <translation>Значение должно быть больше %1.</translation>
    </message>
    <message>
        <source>This must be less than %1.</source>
        <translation>Значение должно быть меньше %1.</translation>
    </message>
    <message>
        <source>This must be a multiple of %1.</source>
        <translation>Значение должно быть кратно %1.</translation>
    </message>
    <message numerus="yes">
        <source>This must have at least %n character(s).</source>
        <translation>
            <numerusform>Здесь должно быть не менее %n символа.</numerusform>
            <numerusform>Здесь должно быть не менее %n символов.</numerusform>
            <numerusform>Здесь должно быть не менее %n символов.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This must have at most %n character(s).</source>
        <translation>
            <numerusform>Здесь должно быть не более %n символа.</numerusform>
            <numerusform>Здесь должно быть не более %n символов.</numerusform>
            <numerusform>Здесь должно быть не более %n символов.</numerusform>
        </translation>
    </message>
    <message>
        <source>This does not have the expected form (%1).</source>
        <translation>Значение не соответствует ожидаемой форме (%1).</translation>
    </message>
    <message>
        <source>This must be a date, like 2026-01-31.</source>
        <translation>Здесь должна быть дата, например 2026-01-31.</translation>
    </message>
    <message>
        <source>This must be a date and time, like 2026-01-31T17:00:00Z.</source>
        <translation>Здесь должны быть дата и время, например 2026-01-31T17:00:00Z.</translation>
    </message>
    <message>
        <source>This must be an e-mail address.</source>
        <translation>Здесь должен быть адрес электронной почты.</translation>
    </message>
    <message>
        <source>This must be an address, like https://example.com/.</source>
        <translation>Здесь должен быть адрес, например https://example.com/.</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>As the system</source>
        <translation>Как в системе</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Внешний вид</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Тема</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Светлая</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Тёмная</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Язык</translation>
    </message>
    <message>
        <source>Of texts, dates and numbers. It changes at once.</source>
        <translation>Текстов, дат и чисел. Меняется сразу.</translation>
    </message>
    <message>
        <source>Size of everything</source>
        <translation>Общий масштаб</translation>
    </message>
    <message>
        <source>Texts, rows and pictures. It is so from the next start of Beamline.</source>
        <translation>Тексты, строки и изображения. Вступает в силу при следующем запуске Beamline.</translation>
    </message>
    <message>
        <source>Menu bar</source>
        <translation>Строка меню</translation>
    </message>
    <message>
        <source>Otherwise it is shown while it is used: Alt opens it.</source>
        <translation>Иначе она видна только во время использования: её открывает Alt.</translation>
    </message>
    <message>
        <source>Always show the menu bar</source>
        <translation>Всегда показывать строку меню</translation>
    </message>
    <message>
        <source>password, email, iban</source>
        <translation>password, email, iban</translation>
    </message>
    <message>
        <source>Not at all</source>
        <translation>Никогда</translation>
    </message>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n секунда</numerusform>
            <numerusform>%n секунды</numerusform>
            <numerusform>%n секунд</numerusform>
        </translation>
    </message>
    <message>
        <source>Runs and approvals</source>
        <translation>Запуски и согласования</translation>
    </message>
    <message>
        <source>Time to take a decision back</source>
        <translation>Время на отзыв решения</translation>
    </message>
    <message>
        <source>So long a decision waits here, with a button to undo it, before the engine is told.</source>
        <translation>Столько времени решение ждёт здесь, с кнопкой для его отмены, прежде чем о нём узнает движок.</translation>
    </message>
    <message>
        <source>Names taken out of exports</source>
        <translation>Имена, исключаемые из экспорта</translation>
    </message>
    <message>
        <source>Members of these names are proposed to be taken out when a run is exported.</source>
        <translation>Поля с этими именами предлагается исключать при экспорте запуска.</translation>
    </message>
    <message>
        <source>Quitting</source>
        <translation>Выход</translation>
    </message>
    <message>
        <source>Runs in flight stop at their last finished task and resume at the next start.</source>
        <translation>Текущие запуски останавливаются на последней завершённой задаче и продолжаются при следующем старте.</translation>
    </message>
    <message>
        <source>Ask before quitting while runs are in flight</source>
        <translation>Спрашивать перед выходом, пока есть текущие запуски</translation>
    </message>
    <message>
        <source>About</source>
        <translation>О программе</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Версия</translation>
    </message>
    <message>
        <source>Of this console and of the Qt it runs on.</source>
        <translation>Этой консоли и используемой ею Qt.</translation>
    </message>
    <message>
        <source>Data directory</source>
        <translation>Каталог данных</translation>
    </message>
    <message>
        <source>Of the embedded engine: its journal, files and secrets.</source>
        <translation>Встроенного движка: его журнал, файлы и секреты.</translation>
    </message>
    <message>
        <source>Settings file</source>
        <translation>Файл настроек</translation>
    </message>
    <message>
        <source>What is set on this page. Secrets are never in it.</source>
        <translation>То, что задано на этой странице. Секретов в нём никогда нет.</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>Лицензии</translation>
    </message>
    <message>
        <source>Beamline is free software under the Apache License 2.0. It is built with free software of others.</source>
        <translation>Beamline — свободное программное обеспечение под лицензией Apache License 2.0. В нём использовано свободное программное обеспечение других авторов.</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Сочетания клавиш</translation>
    </message>
    <message>
        <source>All keys</source>
        <translation>Все клавиши</translation>
    </message>
    <message>
        <source>Give every command the keys it came with.</source>
        <translation>Вернуть всем командам исходные клавиши.</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>Сбросить все</translation>
    </message>
    <message>
        <source>Layout</source>
        <translation>Расположение</translation>
    </message>
    <message>
        <source>Window and panes</source>
        <translation>Окно и панели</translation>
    </message>
    <message>
        <source>Size of the window and how panes are drawn apart are remembered.</source>
        <translation>Размер окна и положение разделителей панелей запоминаются.</translation>
    </message>
    <message>
        <source>Reset layout</source>
        <translation>Сбросить расположение</translation>
    </message>
    <message>
        <source>Light, dark, high contrast, or as the desktop is.</source>
        <translation>Светлая, тёмная, высококонтрастная или как на рабочем столе.</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Высокая контрастность</translation>
    </message>
</context>
<context>
    <name>TextDiffText</name>
    <message numerus="yes">
        <source>%n line(s) came</source>
        <translation>
            <numerusform>добавлена %n строка</numerusform>
            <numerusform>добавлены %n строки</numerusform>
            <numerusform>добавлено %n строк</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) went</source>
        <translation>
            <numerusform>удалена %n строка</numerusform>
            <numerusform>удалены %n строки</numerusform>
            <numerusform>удалено %n строк</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>beamline::app::ArchiveWindows</name>
    <message>
        <source>Open archive…</source>
        <translation>Открыть архив…</translation>
    </message>
    <message>
        <source>Open archive</source>
        <translation>Открыть архив</translation>
    </message>
    <message>
        <source>Archives of runs (*.beamline-run.json *.json)</source>
        <translation>Архивы запусков (*.beamline-run.json *.json)</translation>
    </message>
    <message>
        <source>%1 archives are open. Close one first.</source>
        <translation>Открыто архивов: %1. Сначала закройте один из них.</translation>
    </message>
    <message>
        <source>Archive of run %1, taken %2. It can be read; nothing in it can be changed.</source>
        <translation>Архив запуска %1, снят %2. Его можно читать; изменить в нём ничего нельзя.</translation>
    </message>
    <message>
        <source>It was made without data.</source>
        <translation>Он создан без данных.</translation>
    </message>
    <message>
        <source>Re-run with mocks</source>
        <translation>Перезапустить с заглушками</translation>
    </message>
    <message>
        <source>Running the archive again: %1</source>
        <translation>Перезапуск архива: %1</translation>
    </message>
    <message>
        <source>Dry run</source>
        <translation>Пробный запуск</translation>
    </message>
    <message>
        <source>Dry run of an archive, answered by what the archive holds. Nothing of it is kept: it is gone when this window is closed.</source>
        <translation>Пробный запуск архива; ответы берутся из содержимого архива. Ничего из него не сохраняется: он исчезнет при закрытии этого окна.</translation>
    </message>
</context>
<context>
    <name>beamline::app::ConsoleApp</name>
    <message>
        <source>There is no connection called “%1”: choose one below.</source>
        <translation>Подключения с именем «%1» нет: выберите одно из приведённых ниже.</translation>
    </message>
    <message numerus="yes">
        <source>%n window(s) are open already: close one first.</source>
        <translation>
            <numerusform>Уже открыто %n окно: сначала закройте одно.</numerusform>
            <numerusform>Уже открыто %n окна: сначала закройте одно.</numerusform>
            <numerusform>Уже открыто %n окон: сначала закройте одно.</numerusform>
        </translation>
    </message>
    <message>
        <source>The console is ending.</source>
        <translation>Консоль завершает работу.</translation>
    </message>
    <message>
        <source>Starting %1</source>
        <translation>Запуск %1</translation>
    </message>
</context>
<context>
    <name>beamline::app::ConsoleInstance</name>
    <message>
        <source>This is no message of a console.</source>
        <translation>Это не сообщение консоли.</translation>
    </message>
    <message>
        <source>A console for this data directory is running and does not answer.</source>
        <translation>Консоль для этого каталога данных запущена, но не отвечает.</translation>
    </message>
</context>
<context>
    <name>beamline::app::ConsoleOpener</name>
    <message>
        <source>No password, token or key is kept for this connection. Edit it and enter one.</source>
        <translation>Для этого подключения не сохранён ни пароль, ни токен, ни ключ. Измените подключение и введите что-либо из этого.</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Адрес</translation>
    </message>
    <message>
        <source>TLS</source>
        <translation>TLS</translation>
    </message>
    <message>
        <source>Sign-in</source>
        <translation>Вход</translation>
    </message>
    <message>
        <source>Permissions</source>
        <translation>Права доступа</translation>
    </message>
    <message>
        <source>JetStream</source>
        <translation>JetStream</translation>
    </message>
    <message>
        <source>Beamline</source>
        <translation>Beamline</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Настройки</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Данные</translation>
    </message>
    <message>
        <source>The folder %1 cannot be written.</source>
        <translation>Запись в папку %1 невозможна.</translation>
    </message>
    <message>
        <source>Runs and definitions are kept in %1.</source>
        <translation>Запуски и определения хранятся в %1.</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Движок</translation>
    </message>
    <message>
        <source>It is open in this program.</source>
        <translation>Он открыт в этой программе.</translation>
    </message>
    <message>
        <source>It is opened when you connect.</source>
        <translation>Он открывается при подключении.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::ApprovalActions</name>
    <message>
        <source>Claim</source>
        <translation>Взять</translation>
    </message>
    <message>
        <source>Delegate</source>
        <translation>Делегировать</translation>
    </message>
    <message>
        <source>Escalate</source>
        <translation>Эскалировать</translation>
    </message>
    <message>
        <source>Snooze</source>
        <translation>Отложить</translation>
    </message>
    <message>
        <source>Open run</source>
        <translation>Открыть запуск</translation>
    </message>
    <message>
        <source>It was not claimed</source>
        <translation>Взять не удалось</translation>
    </message>
    <message>
        <source>Look at the run that waits for it</source>
        <translation>Посмотреть запуск, который его ожидает</translation>
    </message>
    <message>
        <source>Select an approval first.</source>
        <translation>Сначала выберите согласование.</translation>
    </message>
    <message>
        <source>It is decided: %1.</source>
        <translation>Решение принято: %1.</translation>
    </message>
    <message>
        <source>The engine is being asked…</source>
        <translation>Отправлен запрос движку…</translation>
    </message>
    <message>
        <source>Release</source>
        <translation>Вернуть</translation>
    </message>
    <message>
        <source>Give it back to the others</source>
        <translation>Вернуть его остальным</translation>
    </message>
    <message>
        <source>Tell the others that you are at it</source>
        <translation>Сообщить остальным, что вы им занимаетесь</translation>
    </message>
    <message>
        <source>Change or take back whom you let decide</source>
        <translation>Изменить или отозвать переданное право решения</translation>
    </message>
    <message>
        <source>Let somebody decide in your place for a while</source>
        <translation>Временно передать право решения другому лицу</translation>
    </message>
    <message>
        <source>It is escalated already.</source>
        <translation>Запрос уже эскалирован.</translation>
    </message>
    <message>
        <source>Its workflow names nobody to escalate it to.</source>
        <translation>Его рабочий процесс не указывает, кому его эскалировать.</translation>
    </message>
    <message>
        <source>Turn to those who may decide in addition, with a reason</source>
        <translation>Обратиться, с указанием причины, к тем, кто также может принять решение</translation>
    </message>
    <message>
        <source>Put it off again, or bring it back now</source>
        <translation>Отложить ещё раз или вернуть сейчас</translation>
    </message>
    <message>
        <source>Put it off for yourself; it comes back by itself</source>
        <translation>Отложить только для себя; запрос вернётся сам</translation>
    </message>
    <message>
        <source>Delegate “%1”</source>
        <translation>Делегирование «%1»</translation>
    </message>
    <message>
        <source>Somebody decides in your place until then. The record keeps both names. You can still decide yourself, and take it back at any time.</source>
        <translation>До указанного времени решение вместо вас принимает другое лицо. В журнале сохраняются оба имени. Вы по-прежнему можете решить сами и в любой момент отозвать делегирование.</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Кому</translation>
    </message>
    <message>
        <source>name of a user</source>
        <translation>имя пользователя</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>До</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Комментарий</translation>
    </message>
    <message>
        <source>why, kept in the record</source>
        <translation>причина, сохраняется в журнале</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>Отозвать</translation>
    </message>
    <message>
        <source>Write whom you let decide.</source>
        <translation>Укажите, кому вы передаёте право решения.</translation>
    </message>
    <message>
        <source>That is you already. Write somebody else&apos;s name.</source>
        <translation>Это вы сами. Укажите имя другого лица.</translation>
    </message>
    <message>
        <source>Choose a time that is still to come.</source>
        <translation>Выберите время в будущем.</translation>
    </message>
    <message>
        <source>%1 may decide in your place until %2.</source>
        <translation>%1 может принимать решение вместо вас до %2.</translation>
    </message>
    <message>
        <source>It was not delegated</source>
        <translation>Делегировать не удалось</translation>
    </message>
    <message>
        <source>It was not taken back</source>
        <translation>Отозвать не удалось</translation>
    </message>
    <message>
        <source>You have taken back whom you let decide.</source>
        <translation>Переданное вами право решения отозвано.</translation>
    </message>
    <message>
        <source>Escalate “%1”?</source>
        <translation>Эскалировать «%1»?</translation>
    </message>
    <message>
        <source>From now on %1 may decide as well. This cannot be taken back.</source>
        <translation>С этого момента решение может принять также %1. Это действие нельзя отменить.</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Причина</translation>
    </message>
    <message>
        <source>what they should know, kept in the record</source>
        <translation>что им следует знать, сохраняется в журнале</translation>
    </message>
    <message>
        <source>Write a reason: those it goes to will ask.</source>
        <translation>Укажите причину: получатели о ней спросят.</translation>
    </message>
    <message>
        <source>It was not escalated</source>
        <translation>Эскалировать не удалось</translation>
    </message>
    <message>
        <source>Escalated.</source>
        <translation>Эскалировано.</translation>
    </message>
    <message>
        <source>Bring it back now</source>
        <translation>Вернуть сейчас</translation>
    </message>
    <message>
        <source>Another time…</source>
        <translation>Другое время…</translation>
    </message>
    <message>
        <source>Snooze “%1”</source>
        <translation>Отложить «%1»</translation>
    </message>
    <message>
        <source>It is put off for you alone, and comes back by itself, at the latest when it is due.</source>
        <translation>Запрос откладывается только для вас и возвращается сам, самое позднее — когда наступит срок.</translation>
    </message>
    <message>
        <source>It was not put off</source>
        <translation>Отложить не удалось</translation>
    </message>
    <message>
        <source>Back among what waits: %1.</source>
        <translation>Снова среди ожидающих: %1.</translation>
    </message>
    <message>
        <source>Put off until %1: %2.</source>
        <translation>Отложено до %1: %2.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::ApprovalBatchDialog</name>
    <message numerus="yes">
        <source>Decide %n approval(s) together</source>
        <translation>
            <numerusform>Принять решение по %n согласованию сразу</numerusform>
            <numerusform>Принять решение по %n согласованиям сразу</numerusform>
            <numerusform>Принять решение по %n согласованиям сразу</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Approve</source>
        <translation>&amp;Согласовать</translation>
    </message>
    <message>
        <source>&amp;Reject</source>
        <translation>&amp;Отклонить</translation>
    </message>
    <message>
        <source>Risk class that is decided</source>
        <translation>Класс риска, по которому принимается решение</translation>
    </message>
    <message>
        <source>Choose a risk class…</source>
        <translation>Выберите класс риска…</translation>
    </message>
    <message>
        <source>Only %1</source>
        <translation>Только %1</translation>
    </message>
    <message>
        <source>They differ in risk. Only one class is decided at a time.</source>
        <translation>Они различаются по риску. Решение принимается только по одному классу за раз.</translation>
    </message>
    <message numerus="yes">
        <source>and %n more kind(s)</source>
        <translation>
            <numerusform>и ещё %n вид</numerusform>
            <numerusform>и ещё %n вида</numerusform>
            <numerusform>и ещё %n видов</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n request(s)</source>
        <translation>
            <numerusform>%n запрос</numerusform>
            <numerusform>%n запроса</numerusform>
            <numerusform>%n запросов</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n distinct payload(s)</source>
        <translation>
            <numerusform>%n разный набор данных</numerusform>
            <numerusform>%n разных набора данных</numerusform>
            <numerusform>%n разных наборов данных</numerusform>
        </translation>
    </message>
    <message>
        <source>Type the subject to include it</source>
        <translation>Введите тему, чтобы включить запрос</translation>
    </message>
    <message>
        <source>What happens to each approval</source>
        <translation>Что произойдёт с каждым согласованием</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Комментарий</translation>
    </message>
    <message>
        <source>Comment, kept with each decision</source>
        <translation>Комментарий, сохраняется с каждым решением</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отменить</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>Согласовать</translation>
    </message>
    <message>
        <source>Approve %1</source>
        <translation>Согласовать %1</translation>
    </message>
    <message>
        <source>Reject %1</source>
        <translation>Отклонить %1</translation>
    </message>
    <message>
        <source>Choose the risk class to decide first.</source>
        <translation>Сначала выберите класс риска, по которому принимается решение.</translation>
    </message>
    <message>
        <source>None of them can be decided so; the list says why.</source>
        <translation>Так нельзя принять решение ни по одному из них; причина указана в списке.</translation>
    </message>
    <message>
        <source>High risk, each is named: type &lt;b&gt;%1&lt;/b&gt; to include it. What is not named is left out.</source>
        <translation>Высокий риск, каждый указывается по имени: введите &lt;b&gt;%1&lt;/b&gt;, чтобы включить этот запрос. Не указанные не учитываются.</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Остановить</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>%1 of %2 decided, %3 failed.</source>
        <translation>Решено %1 из %2, с ошибкой: %3.</translation>
    </message>
    <message>
        <source>Stopped: %1 decided, %2 failed, %3 not begun.</source>
        <translation>Остановлено. Решено: %1, с ошибкой: %2, не начато: %3.</translation>
    </message>
    <message>
        <source>Type the subjects first: the risk is high.</source>
        <translation>Сначала введите темы: риск высокий.</translation>
    </message>
    <message>
        <source>This decides one approval. It cannot be undone.</source>
        <translation>Будет принято решение по одному согласованию. Отменить это нельзя.</translation>
    </message>
    <message numerus="yes">
        <source>This decides %n approval(s), each by itself; the record of each says that they were decided together. It cannot be undone.</source>
        <translation>
            <numerusform>Будет принято решение по %n согласованию, по каждому отдельно; в записи каждого указано, что решение принято совместно. Отменить это нельзя.</numerusform>
            <numerusform>Будет принято решение по %n согласованиям, по каждому отдельно; в записи каждого указано, что решение принято совместно. Отменить это нельзя.</numerusform>
            <numerusform>Будет принято решение по %n согласованиям, по каждому отдельно; в записи каждого указано, что решение принято совместно. Отменить это нельзя.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cannot be decided so: the list says why.</source>
        <translation>
            <numerusform>По %n так решить нельзя: причина в списке.</numerusform>
            <numerusform>По %n так решить нельзя: причина в списке.</numerusform>
            <numerusform>По %n так решить нельзя: причина в списке.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 decided, %2 failed, %3 left out.</source>
        <translation>Решено: %1, не удалось: %2, пропущено: %3.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::ApprovalBatchModel</name>
    <message>
        <source>Choose a risk class first.</source>
        <translation>Сначала выберите класс риска.</translation>
    </message>
    <message>
        <source>It is %1, another class.</source>
        <translation>Класс риска другой: %1.</translation>
    </message>
    <message>
        <source>A decision on it is on its way already.</source>
        <translation>Решение по нему уже отправляется.</translation>
    </message>
    <message>
        <source>Its form must be filled in: approve it by itself.</source>
        <translation>Нужно заполнить форму: согласуйте его отдельно.</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Тема</translation>
    </message>
    <message>
        <source>Workflow · task</source>
        <translation>Процесс · задача</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>Что произойдёт</translation>
    </message>
    <message>
        <source>Is approved</source>
        <translation>Будет согласовано</translation>
    </message>
    <message>
        <source>Is rejected</source>
        <translation>Будет отклонено</translation>
    </message>
    <message>
        <source>Not decided: %1</source>
        <translation>Решение не принимается: %1</translation>
    </message>
    <message>
        <source>Approving…</source>
        <translation>Согласование…</translation>
    </message>
    <message>
        <source>Rejecting…</source>
        <translation>Отклонение…</translation>
    </message>
    <message>
        <source>Done: %1</source>
        <translation>Выполнено: %1</translation>
    </message>
    <message>
        <source>Failed: %1</source>
        <translation>Ошибка: %1</translation>
    </message>
    <message>
        <source>Hash</source>
        <translation>Хеш</translation>
    </message>
    <message>
        <source>High risk: its subject has not been typed.</source>
        <translation>Высокий риск: тема не введена.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::ApprovalChangeText</name>
    <message>
        <source>the last approved one was %1</source>
        <translation>в последнем согласованном было %1</translation>
    </message>
    <message>
        <source>the same as the last approved one</source>
        <translation>столько же, сколько в последнем согласованном</translation>
    </message>
    <message>
        <source>the last approved one was 0</source>
        <translation>в последнем согласованном было 0</translation>
    </message>
    <message>
        <source>less than 1 % from the last approved one (%1)</source>
        <translation>отличие от последнего согласованного менее 1 % (%1)</translation>
    </message>
    <message>
        <source>%1 %2 % on the last approved one (%3)</source>
        <translation>%1 %2 % к последнему согласованному (%3)</translation>
    </message>
</context>
<context>
    <name>beamline::ui::ApprovalListModel</name>
    <message>
        <source>raised %1</source>
        <translation>создано %1</translation>
    </message>
    <message>
        <source>not taken</source>
        <translation>не принято</translation>
    </message>
    <message>
        <source>approving…</source>
        <translation>согласуется…</translation>
    </message>
    <message>
        <source>rejecting…</source>
        <translation>отклоняется…</translation>
    </message>
    <message>
        <source>to be delivered</source>
        <translation>ожидает доставки</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Тема</translation>
    </message>
    <message>
        <source>Workflow</source>
        <translation>Рабочий процесс</translation>
    </message>
    <message>
        <source>Risk</source>
        <translation>Риск</translation>
    </message>
    <message>
        <source>Approvals</source>
        <translation>Согласования</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>Срок</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Состояние</translation>
    </message>
    <message>
        <source>you are at it</source>
        <translation>вы им занимаетесь</translation>
    </message>
    <message>
        <source>%1 is at it</source>
        <translation>занимается %1</translation>
    </message>
    <message>
        <source>being kept…</source>
        <translation>сохраняется…</translation>
    </message>
    <message>
        <source>Selected: %1</source>
        <translation>Выбрано: %1</translation>
    </message>
</context>
<context>
    <name>beamline::ui::ApprovalQueryText</name>
    <message>
        <source>A filter has at most %1 letters. Shorten it.</source>
        <translation>Фильтр может содержать не более %1 букв. Сократите его.</translation>
    </message>
    <message>
        <source>A quotation mark is not closed.</source>
        <translation>Кавычка не закрыта.</translation>
    </message>
    <message>
        <source>A filter says what fits, never what does not. To look for this text, put it between quotation marks.</source>
        <translation>Фильтр указывает, что подходит, а не что не подходит. Чтобы искать этот текст, заключите его в кавычки.</translation>
    </message>
    <message>
        <source>%1 takes one value.</source>
        <translation>%1 принимает одно значение.</translation>
    </message>
    <message>
        <source>%1 stands here twice. Keep one of them.</source>
        <translation>%1 указано дважды. Оставьте одно.</translation>
    </message>
    <message>
        <source>A risk is low, medium or high.</source>
        <translation>Риск может быть low, medium или high.</translation>
    </message>
    <message>
        <source>A value is missing behind %1.</source>
        <translation>После %1 нет значения.</translation>
    </message>
    <message>
        <source>A * stands at the end only, for all workflows that begin so: workflow:invoice*.</source>
        <translation>Знак * ставится только в конце и означает все процессы, имя которых начинается так: workflow:invoice*.</translation>
    </message>
    <message>
        <source>its name, or how it begins</source>
        <translation>имя или его начало</translation>
    </message>
    <message>
        <source>low, medium or high</source>
        <translation>low, medium или high</translation>
    </message>
    <message>
        <source>There is no condition %1. Conditions are workflow:, risk: and batch:. To look for this text, put it between quotation marks.</source>
        <translation>Условия %1 нет. Есть условия workflow:, risk: и batch:. Чтобы искать этот текст, заключите его в кавычки.</translation>
    </message>
    <message>
        <source>decided together</source>
        <translation>решения, принятые вместе</translation>
    </message>
</context>
<context>
    <name>beamline::ui::ApprovalText</name>
    <message>
        <source>&lt;b&gt;%1&lt;/b&gt; approved %2</source>
        <translation>&lt;b&gt;%1&lt;/b&gt;: согласовано %2</translation>
    </message>
    <message>
        <source>&lt;b&gt;%1&lt;/b&gt; rejected %2</source>
        <translation>&lt;b&gt;%1&lt;/b&gt;: отклонено %2</translation>
    </message>
    <message>
        <source>&lt;b&gt;%1&lt;/b&gt; on behalf of &lt;b&gt;%3&lt;/b&gt; approved %2</source>
        <translation>&lt;b&gt;%1&lt;/b&gt; от имени &lt;b&gt;%3&lt;/b&gt;: согласовано %2</translation>
    </message>
    <message>
        <source>&lt;b&gt;%1&lt;/b&gt; on behalf of &lt;b&gt;%3&lt;/b&gt; rejected %2</source>
        <translation>&lt;b&gt;%1&lt;/b&gt; от имени &lt;b&gt;%3&lt;/b&gt;: отклонено %2</translation>
    </message>
    <message>
        <source>&lt;br/&gt;filled in: %1</source>
        <translation>&lt;br/&gt;заполнено: %1</translation>
    </message>
    <message>
        <source>&lt;br/&gt;decided on another state of it: %1</source>
        <translation>&lt;br/&gt;решение принято по другому его состоянию: %1</translation>
    </message>
    <message>
        <source>&lt;b&gt;Nobody&lt;/b&gt; decided in time: approved by its due date %1</source>
        <translation>&lt;b&gt;Никто&lt;/b&gt; не принял решение вовремя: согласовано по истечении срока %1</translation>
    </message>
    <message>
        <source>&lt;b&gt;Nobody&lt;/b&gt; decided in time: rejected by its due date %1</source>
        <translation>&lt;b&gt;Никто&lt;/b&gt; не принял решение вовремя: отклонено по истечении срока %1</translation>
    </message>
    <message>
        <source>&lt;b&gt;Nobody&lt;/b&gt; decided in time: the run failed %1</source>
        <translation>&lt;b&gt;Никто&lt;/b&gt; не принял решение вовремя: сбой запуска %1</translation>
    </message>
    <message>
        <source>Withdrawn with its run %1</source>
        <translation>Отозвано вместе с запуском %1</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source> · then escalated to %1</source>
        <translation> · затем эскалация: %1</translation>
    </message>
    <message>
        <source> · then %1</source>
        <translation> · затем %1</translation>
    </message>
    <message>
        <source>anybody may decide</source>
        <translation>решить может любой</translation>
    </message>
    <message numerus="yes">
        <source>needs %n people</source>
        <translation>
            <numerusform>требуется %n человек</numerusform>
            <numerusform>требуется %n человека</numerusform>
            <numerusform>требуется %n человек</numerusform>
        </translation>
    </message>
    <message>
        <source>needs %1 of %2</source>
        <translation>требуется %1 из: %2</translation>
    </message>
    <message>
        <source>needs %1</source>
        <translation>требуется: %1</translation>
    </message>
    <message>
        <source>, not the requester</source>
        <translation>, кроме автора запроса</translation>
    </message>
    <message>
        <source>%1, still needs %2 of %3</source>
        <translation>%1, требуется ещё %2 из: %3</translation>
    </message>
    <message>
        <source>It approves itself: if nobody decides by %1, it counts as approved.</source>
        <translation>Согласуется автоматически: если до %1 никто не примет решение, запрос считается согласованным.</translation>
    </message>
    <message>
        <source>You have claimed it.</source>
        <translation>Вы взяли этот запрос.</translation>
    </message>
    <message>
        <source>%1 has claimed it. You can still decide.</source>
        <translation>Запрос взят: %1. Вы по-прежнему можете принять решение.</translation>
    </message>
    <message>
        <source>Escalated: %1 may decide as well.</source>
        <translation>Эскалировано: решение может принять также %1.</translation>
    </message>
    <message>
        <source>You let %1 decide in your place until %2.</source>
        <translation>До %2 право решения вместо вас передано: %1.</translation>
    </message>
    <message>
        <source>You decide in the place of %1 until %2.</source>
        <translation>До %2 вы принимаете решение вместо %1.</translation>
    </message>
    <message>
        <source>%1 decides in the place of %2 until %3.</source>
        <translation>%1 принимает решение вместо %2 до %3.</translation>
    </message>
    <message>
        <source>You have put it off until %1.</source>
        <translation>Вы отложили запрос до %1.</translation>
    </message>
    <message>
        <source>%1 has put it off until %2.</source>
        <translation>Запрос отложен до %2: %1.</translation>
    </message>
    <message>
        <source>&lt;b&gt;On approval:&lt;/b&gt;</source>
        <translation>&lt;b&gt;При согласовании:&lt;/b&gt;</translation>
    </message>
    <message>
        <source>&lt;b&gt;On rejection:&lt;/b&gt;</source>
        <translation>&lt;b&gt;При отклонении:&lt;/b&gt;</translation>
    </message>
    <message>
        <source>The run goes on with the decision as the task&apos;s output.</source>
        <translation>Запуск продолжится с решением в качестве выходных данных задачи.</translation>
    </message>
    <message>
        <source>&lt;b&gt;%1&lt;/b&gt; wrote %2: %3</source>
        <translation>&lt;b&gt;%1&lt;/b&gt;, комментарий %2: %3</translation>
    </message>
    <message>
        <source>&lt;b&gt;%1&lt;/b&gt; let &lt;b&gt;%2&lt;/b&gt; decide %3, until %4</source>
        <translation>&lt;b&gt;%1&lt;/b&gt;: право решения передано (&lt;b&gt;%2&lt;/b&gt;) %3, до %4</translation>
    </message>
    <message numerus="yes">
        <source>%n earlier line(s) are in the run&apos;s history</source>
        <translation>
            <numerusform>%n более ранняя строка — в истории запуска</numerusform>
            <numerusform>%n более ранние строки — в истории запуска</numerusform>
            <numerusform>%n более ранних строк — в истории запуска</numerusform>
        </translation>
    </message>
    <message>
        <source>It is decided: %1.</source>
        <translation>Решение принято: %1.</translation>
    </message>
    <message>
        <source>Its due date has passed: then %1.</source>
        <translation>Срок истёк, результат: %1.</translation>
    </message>
    <message>
        <source>You have asked for it: somebody else must decide.</source>
        <translation>Вы запросили его сами: решение должен принять кто-то другой.</translation>
    </message>
    <message>
        <source>You have approved it already, or somebody has in your place.</source>
        <translation>Вы уже согласовали его сами, или кто-то сделал это вместо вас.</translation>
    </message>
    <message>
        <source>It waits for somebody else: %1.</source>
        <translation>Решение ожидается от других: %1.</translation>
    </message>
    <message>
        <source>One hour</source>
        <translation>Один час</translation>
    </message>
    <message>
        <source>This afternoon, 14:00</source>
        <translation>Сегодня днём, 14:00</translation>
    </message>
    <message>
        <source>Tomorrow, 09:00</source>
        <translation>Завтра, 09:00</translation>
    </message>
    <message>
        <source>Next Monday, 09:00</source>
        <translation>Следующий понедельник, 09:00</translation>
    </message>
    <message>
        <source>one of %1 decided together</source>
        <translation>одно из принятых вместе (%1)</translation>
    </message>
    <message>
        <source>The decision is bound to what is shown here:
sha256 %1</source>
        <translation>Решение привязано к тому, что показано здесь:
sha256 %1</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n approval(s)</source>
        <translation>
            <numerusform>%1 из %n согласования</numerusform>
            <numerusform>%1 из %n согласований</numerusform>
            <numerusform>%1 из %n согласований</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, still needs %n other(s)</source>
        <translation>
            <numerusform>%1, требуется ещё %n человек</numerusform>
            <numerusform>%1, требуется ещё %n человека</numerusform>
            <numerusform>%1, требуется ещё %n человек</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>beamline::ui::ApprovalsPage</name>
    <message>
        <source>Filter approvals</source>
        <translation>Фильтр согласований</translation>
    </message>
    <message>
        <source>Filter: workflow:invoice* risk:high</source>
        <translation>Фильтр: workflow:invoice* risk:high</translation>
    </message>
    <message>
        <source>Waiting for me</source>
        <translation>Ждут меня</translation>
    </message>
    <message>
        <source>My groups</source>
        <translation>Мои группы</translation>
    </message>
    <message>
        <source>Unclaimed</source>
        <translation>Не взятые</translation>
    </message>
    <message>
        <source>Waiting on others</source>
        <translation>Ждут других</translation>
    </message>
    <message>
        <source>Snoozed</source>
        <translation>Отложенные</translation>
    </message>
    <message>
        <source>Decided</source>
        <translation>Решено</translation>
    </message>
    <message>
        <source>All open</source>
        <translation>Все открытые</translation>
    </message>
    <message>
        <source>Approvals</source>
        <translation>Согласования</translation>
    </message>
    <message>
        <source>for you</source>
        <translation>для вас</translation>
    </message>
    <message>
        <source>due within the hour</source>
        <translation>со сроком в течение часа</translation>
    </message>
    <message>
        <source>Next approval</source>
        <translation>Следующее согласование</translation>
    </message>
    <message>
        <source>Go down the list</source>
        <translation>Вниз по списку</translation>
    </message>
    <message>
        <source>Previous approval</source>
        <translation>Предыдущее согласование</translation>
    </message>
    <message>
        <source>Go up the list</source>
        <translation>Вверх по списку</translation>
    </message>
    <message>
        <source>Look closer</source>
        <translation>Рассмотреть подробнее</translation>
    </message>
    <message>
        <source>Go to what has to be written; Escape comes back to the list</source>
        <translation>Перейти к полю для ввода; Escape возвращает в список</translation>
    </message>
    <message>
        <source>Select for a batch</source>
        <translation>Выбрать для группового действия</translation>
    </message>
    <message>
        <source>Select all like this</source>
        <translation>Выбрать все подобные</translation>
    </message>
    <message>
        <source>Decide selected…</source>
        <translation>Принять решение по выбранным…</translation>
    </message>
    <message>
        <source>Clear selection</source>
        <translation>Снять выбор</translation>
    </message>
    <message>
        <source>Select none</source>
        <translation>Снять выбор со всех</translation>
    </message>
    <message>
        <source>Undo decision</source>
        <translation>Отменить решение</translation>
    </message>
    <message>
        <source>By text, workflow or risk</source>
        <translation>По тексту, процессу или риску</translation>
    </message>
    <message>
        <source>Those that are loaded are selected. Scroll down for more.</source>
        <translation>Выбраны загруженные. Чтобы увидеть остальные, прокрутите вниз.</translation>
    </message>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>Выбрано: %n</numerusform>
            <numerusform>Выбрано: %n</numerusform>
            <numerusform>Выбрано: %n</numerusform>
        </translation>
    </message>
    <message>
        <source>See what would be decided, by kind and risk, and decide it together (Shift+A)</source>
        <translation>Посмотреть, по чему будет принято решение, по видам и рискам, и принять его сразу (Shift+A)</translation>
    </message>
    <message>
        <source>Select approvals first: X selects one, Shift+X all like it.</source>
        <translation>Сначала выберите согласования: X выбирает одно, Shift+X — все подобные.</translation>
    </message>
    <message>
        <source>What is here is decided.</source>
        <translation>Здесь решения уже приняты.</translation>
    </message>
    <message>
        <source>Decide several together, or leave this one out</source>
        <translation>Принять решение сразу по нескольким или исключить это</translation>
    </message>
    <message>
        <source>Select all of the same workflow, task and risk</source>
        <translation>Выбрать все с тем же процессом, задачей и риском</translation>
    </message>
    <message>
        <source>Too late: the decision on %1 is on its way.</source>
        <translation>Слишком поздно: решение по %1 уже отправляется.</translation>
    </message>
    <message>
        <source>Undone: %1 waits as before.</source>
        <translation>Отменено: %1 ожидает, как и прежде.</translation>
    </message>
    <message>
        <source>Take the last decision back before it is sent</source>
        <translation>Отозвать последнее решение, пока оно не отправлено</translation>
    </message>
    <message>
        <source>There is no decision that can still be taken back.</source>
        <translation>Нет решения, которое ещё можно отозвать.</translation>
    </message>
    <message>
        <source>Your decision on “%1” was not taken: %2</source>
        <translation>Ваше решение по «%1» не принято: %2</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Показать</translation>
    </message>
    <message numerus="yes">
        <source>%n decision(s) on the way to the engine…</source>
        <translation>
            <numerusform>%n решение отправляется движку…</numerusform>
            <numerusform>%n решения отправляются движку…</numerusform>
            <numerusform>%n решений отправляются движку…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n decision(s) not delivered yet. What is decided counts when the engine has it.</source>
        <translation>
            <numerusform>%n решение ещё не доставлено. Решение вступает в силу, когда его получит движок.</numerusform>
            <numerusform>%n решения ещё не доставлены. Решение вступает в силу, когда его получит движок.</numerusform>
            <numerusform>%n решений ещё не доставлены. Решение вступает в силу, когда его получит движок.</numerusform>
        </translation>
    </message>
    <message>
        <source>Approving “%1”…</source>
        <translation>Согласование «%1»…</translation>
    </message>
    <message>
        <source>Rejecting “%1”…</source>
        <translation>Отклонение «%1»…</translation>
    </message>
    <message numerus="yes">
        <source>%1 And %n more.</source>
        <translation>
            <numerusform>%1 И ещё %n.</numerusform>
            <numerusform>%1 И ещё %n.</numerusform>
            <numerusform>%1 И ещё %n.</numerusform>
        </translation>
    </message>
    <message>
        <source>Undo (Z)</source>
        <translation>Отменить (Z)</translation>
    </message>
    <message>
        <source>Loading approvals…</source>
        <translation>Загрузка согласований…</translation>
    </message>
    <message>
        <source>Loading the approval…</source>
        <translation>Загрузка согласования…</translation>
    </message>
    <message>
        <source>No approval selected</source>
        <translation>Согласование не выбрано</translation>
    </message>
    <message>
        <source>Select one to see what is asked, what happens next and who has decided already. A approves, R rejects, J and K move, X selects for a batch.</source>
        <translation>Выберите согласование, чтобы увидеть, о чём запрос, что произойдёт дальше и кто уже принял решение. A согласует, R отклоняет, J и K перемещают, X выбирает для группового действия.</translation>
    </message>
    <message>
        <source>No approval fits</source>
        <translation>Подходящих согласований нет</translation>
    </message>
    <message>
        <source>Nothing in this queue matches what you filter by.</source>
        <translation>В этой очереди ничего не соответствует фильтру.</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>Очистить фильтр</translation>
    </message>
    <message>
        <source>Nothing waits for your groups</source>
        <translation>Ваших групп ничего не ждёт</translation>
    </message>
    <message>
        <source>Requests to a group that you belong to appear here until enough of you have decided.</source>
        <translation>Здесь появляются запросы к группе, в которую вы входите, пока решение не примет достаточное число её участников.</translation>
    </message>
    <message>
        <source>Everything is claimed</source>
        <translation>Всё уже взято</translation>
    </message>
    <message>
        <source>Requests for you that nobody has taken appear here. Claim one, and the others see that you are at it.</source>
        <translation>Здесь появляются запросы к вам, которые никто не взял. Возьмите запрос, и остальные увидят, что вы им занимаетесь.</translation>
    </message>
    <message>
        <source>You wait for nobody</source>
        <translation>Вы никого не ждёте</translation>
    </message>
    <message>
        <source>Requests that you asked for, decided on or delegated appear here while they wait for somebody else.</source>
        <translation>Здесь появляются запросы, которые вы создали, по которым приняли решение или которые делегировали, пока они ждут кого-то другого.</translation>
    </message>
    <message>
        <source>Nothing is put off</source>
        <translation>Ничего не отложено</translation>
    </message>
    <message>
        <source>S puts a request off until a time that suits you. It comes back by itself, at the latest when it is due.</source>
        <translation>S откладывает запрос до удобного вам времени. Он вернётся сам, самое позднее — когда наступит срок.</translation>
    </message>
    <message>
        <source>Nothing decided yet</source>
        <translation>Решений пока нет</translation>
    </message>
    <message>
        <source>Every decision is kept here, with who made it, when and why.</source>
        <translation>Здесь хранится каждое решение: кто его принял, когда и почему.</translation>
    </message>
    <message>
        <source>Nothing is open</source>
        <translation>Открытых запросов нет</translation>
    </message>
    <message>
        <source>All requests, whoever they wait for, appear here.</source>
        <translation>Здесь появляются все запросы, кого бы они ни ждали.</translation>
    </message>
    <message>
        <source>Nothing waits for you</source>
        <translation>Вас ничего не ждёт</translation>
    </message>
    <message>
        <source>A workflow stops at a task of type approval until somebody decides. Requests appear here as soon as they are raised.</source>
        <translation>Рабочий процесс останавливается на задаче типа approval, пока кто-либо не примет решение. Запросы появляются здесь сразу после создания.</translation>
    </message>
    <message>
        <source>Rejected: %1.</source>
        <translation>Отклонено: %1.</translation>
    </message>
    <message numerus="yes">
        <source>Your approval of %1 is kept. %n more needed.</source>
        <translation>
            <numerusform>Ваше согласование %1 сохранено. Требуется ещё %n.</numerusform>
            <numerusform>Ваше согласование %1 сохранено. Требуется ещё %n.</numerusform>
            <numerusform>Ваше согласование %1 сохранено. Требуется ещё %n.</numerusform>
        </translation>
    </message>
    <message>
        <source>Approved: %1.</source>
        <translation>Согласовано: %1.</translation>
    </message>
    <message>
        <source>One moment: the approval is still loading.</source>
        <translation>Одну минуту: согласование ещё загружается.</translation>
    </message>
    <message>
        <source>Select an approval first.</source>
        <translation>Сначала выберите согласование.</translation>
    </message>
    <message>
        <source>What is asked, what happens next and who has decided already stands here. A approves, R rejects, J and K move, X selects for a batch.</source>
        <translation>Здесь видно, о чём запрос, что произойдёт дальше и кто уже принял решение. A согласует, R отклоняет, J и K перемещают, X выбирает для группового действия.</translation>
    </message>
    <message>
        <source>No approval to show</source>
        <translation>Нет согласований</translation>
    </message>
    <message>
        <source>There is nothing to decide in this queue.</source>
        <translation>В этой очереди нечего решать.</translation>
    </message>
    <message>
        <source>No approval in this queue fits the filter.</source>
        <translation>В этой очереди нет согласований, подходящих под фильтр.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::AskDialog</name>
    <message>
        <source>Cancel</source>
        <translation>Отменить</translation>
    </message>
    <message>
        <source>The engine is being asked…</source>
        <translation>Отправлен запрос движку…</translation>
    </message>
</context>
<context>
    <name>beamline::ui::AttemptListModel</name>
    <message>
        <source>Failed</source>
        <translation>Ошибка</translation>
    </message>
    <message>
        <source>Failed: %1</source>
        <translation>Ошибка: %1</translation>
    </message>
    <message>
        <source>%1 sent</source>
        <translation>отправлено %1</translation>
    </message>
    <message>
        <source>%1 received</source>
        <translation>получено %1</translation>
    </message>
    <message>
        <source>Attempt %1 · %2</source>
        <translation>Попытка %1 · %2</translation>
    </message>
    <message>
        <source>%1 · status %2</source>
        <translation>%1 · статус %2</translation>
    </message>
    <message>
        <source>The run was retried</source>
        <translation>Запуск повторён</translation>
    </message>
    <message>
        <source>Retried by the try “%1”</source>
        <translation>Повторено блоком try «%1»</translation>
    </message>
    <message>
        <source>%1 at %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1 at %2, %3 after attempt %4</source>
        <translation>%1, %2, через %3 после попытки %4</translation>
    </message>
    <message>
        <source>Attempt %1: %2, begun at %3, %4</source>
        <translation>Попытка %1: %2, начало %3, %4</translation>
    </message>
</context>
<context>
    <name>beamline::ui::AttemptsView</name>
    <message>
        <source>Attempts</source>
        <translation>Попытки</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Копировать</translation>
    </message>
    <message>
        <source>The whole text</source>
        <translation>Весь текст</translation>
    </message>
    <message>
        <source>Select an attempt or what it sent to read all of it.</source>
        <translation>Выберите попытку или отправленные ею данные, чтобы прочитать их полностью.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::AttentionModel</name>
    <message>
        <source>Problem</source>
        <translation>Проблема</translation>
    </message>
    <message numerus="yes">
        <source>%n more problem(s) of the engine</source>
        <translation>
            <numerusform>Ещё %n проблема движка</numerusform>
            <numerusform>Ещё %n проблемы движка</numerusform>
            <numerusform>Ещё %n проблем движка</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n or more other error(s)</source>
        <translation>
            <numerusform>Ещё не менее %n другой ошибки</numerusform>
            <numerusform>Ещё не менее %n других ошибок</numerusform>
            <numerusform>Ещё не менее %n других ошибок</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more error(s)</source>
        <translation>
            <numerusform>Ещё %n ошибка</numerusform>
            <numerusform>Ещё %n ошибки</numerusform>
            <numerusform>Ещё %n ошибок</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message numerus="yes">
        <source>(%n run(s))</source>
        <translation>
            <numerusform>(%n запуск)</numerusform>
            <numerusform>(%n запуска)</numerusform>
            <numerusform>(%n запусков)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more approval(s) wait for you</source>
        <translation>
            <numerusform>Ещё %n согласование ждёт вас</numerusform>
            <numerusform>Ещё %n согласования ждут вас</numerusform>
            <numerusform>Ещё %n согласований ждут вас</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, high risk</source>
        <translation>%1, высокий риск</translation>
    </message>
    <message>
        <source>Asked for by %1</source>
        <translation>Запросил: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n more suspended run(s)</source>
        <translation>
            <numerusform>Ещё %n приостановленный запуск</numerusform>
            <numerusform>Ещё %n приостановленных запуска</numerusform>
            <numerusform>Ещё %n приостановленных запусков</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1 goes on when somebody resumes it</source>
        <translation>%1: ждёт, пока кто-нибудь продолжит запуск</translation>
    </message>
    <message>
        <source>Repair…</source>
        <translation>Исправить…</translation>
    </message>
    <message>
        <source>Decide</source>
        <translation>Решить</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Продолжить</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Открыть</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Показать все</translation>
    </message>
</context>
<context>
    <name>beamline::ui::BackfillDialog</name>
    <message>
        <source>Back-fill %1</source>
        <translation>Наверстать пропущенное: %1</translation>
    </message>
    <message>
        <source>Starts the runs that lay between two times and were not started, both times included. A start that had its run is left out.</source>
        <translation>Начинает запуски, которые приходились на промежуток между двумя моментами и не были начаты, включая оба момента. Старт, для которого запуск уже был, пропускается.</translation>
    </message>
    <message>
        <source>From</source>
        <translation>С</translation>
    </message>
    <message>
        <source>To</source>
        <translation>По</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отменить</translation>
    </message>
    <message>
        <source>Back-fill</source>
        <translation>Наверстать</translation>
    </message>
    <message>
        <source>Write times as 2026-01-31 08:00.</source>
        <translation>Время указывается в виде 2026-01-31 08:00.</translation>
    </message>
    <message>
        <source>“From” is later than “To”.</source>
        <translation>«С» позже, чем «По».</translation>
    </message>
    <message>
        <source>“To” lies in the future.</source>
        <translation>«По» находится в будущем.</translation>
    </message>
    <message numerus="yes">
        <source>At most %n run(s) will be started.</source>
        <translation>
            <numerusform>Будет начато не более %n запуска.</numerusform>
            <numerusform>Будет начато не более %n запусков.</numerusform>
            <numerusform>Будет начато не более %n запусков.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>About %n run(s) will be started, judged by the coming ones.</source>
        <translation>
            <numerusform>Будет начат примерно %n запуск, судя по предстоящим.</numerusform>
            <numerusform>Будет начато примерно %n запуска, судя по предстоящим.</numerusform>
            <numerusform>Будет начато примерно %n запусков, судя по предстоящим.</numerusform>
        </translation>
    </message>
    <message>
        <source>How many runs this starts is not known before.</source>
        <translation>Сколько запусков будет начато, заранее неизвестно.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::BatchItemModel</name>
    <message>
        <source>before: %1</source>
        <translation>прежде: %1</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Запуск</translation>
    </message>
    <message>
        <source>Workflow</source>
        <translation>Рабочий процесс</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Прежде</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Что произошло</translation>
    </message>
</context>
<context>
    <name>beamline::ui::BatchListModel</name>
    <message>
        <source>State</source>
        <translation>Состояние</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Что</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Результат</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Когда</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Кто</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Причина</translation>
    </message>
    <message>
        <source>Which runs</source>
        <translation>Какие запуски</translation>
    </message>
    <message>
        <source>None done</source>
        <translation>Ничего не сделано</translation>
    </message>
</context>
<context>
    <name>beamline::ui::BatchPreviewModel</name>
    <message>
        <source>Run</source>
        <translation>Запуск</translation>
    </message>
    <message>
        <source>Workflow</source>
        <translation>Рабочий процесс</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Сейчас</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>Что произойдёт</translation>
    </message>
</context>
<context>
    <name>beamline::ui::BatchRunsModel</name>
    <message>
        <source>Faulted again</source>
        <translation>Снова сбой</translation>
    </message>
    <message>
        <source>Removed</source>
        <translation>Удалён</translation>
    </message>
    <message>
        <source>of the first %1 now %2</source>
        <translation>из первых %1 сейчас: %2</translation>
    </message>
    <message>
        <source>now %1</source>
        <translation>сейчас: %1</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Запуск</translation>
    </message>
    <message>
        <source>Workflow</source>
        <translation>Рабочий процесс</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Сейчас</translation>
    </message>
    <message>
        <source>What is known</source>
        <translation>Что известно</translation>
    </message>
    <message>
        <source>Re-run of %1</source>
        <translation>Перезапуск %1</translation>
    </message>
    <message>
        <source>before: %1</source>
        <translation>прежде: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n faulted again</source>
        <translation>
            <numerusform>%n снова со сбоем</numerusform>
            <numerusform>%n снова со сбоем</numerusform>
            <numerusform>%n снова со сбоем</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n faulted</source>
        <translation>
            <numerusform>%n со сбоем</numerusform>
            <numerusform>%n со сбоем</numerusform>
            <numerusform>%n со сбоем</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n completed</source>
        <translation>
            <numerusform>%n завершён</numerusform>
            <numerusform>%n завершены</numerusform>
            <numerusform>%n завершены</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n running</source>
        <translation>
            <numerusform>%n выполняется</numerusform>
            <numerusform>%n выполняются</numerusform>
            <numerusform>%n выполняются</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n ждёт</numerusform>
            <numerusform>%n ждут</numerusform>
            <numerusform>%n ждут</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n suspended</source>
        <translation>
            <numerusform>%n приостановлен</numerusform>
            <numerusform>%n приостановлены</numerusform>
            <numerusform>%n приостановлены</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cancelled</source>
        <translation>
            <numerusform>%n отменён</numerusform>
            <numerusform>%n отменены</numerusform>
            <numerusform>%n отменены</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n removed</source>
        <translation>
            <numerusform>%n удалён</numerusform>
            <numerusform>%n удалены</numerusform>
            <numerusform>%n удалены</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>beamline::ui::BatchStrip</name>
    <message>
        <source>Pause</source>
        <translation>Приостановить</translation>
    </message>
    <message>
        <source>Stop…</source>
        <translation>Остановить…</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Отменить</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Подробности</translation>
    </message>
    <message>
        <source>The engine is being asked…</source>
        <translation>Отправлен запрос движку…</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Продолжить</translation>
    </message>
    <message>
        <source>Go on with the runs that are left.</source>
        <translation>Продолжить с оставшимися запусками.</translation>
    </message>
    <message>
        <source>Begin with no further run for now.</source>
        <translation>Пока не начинать новых запусков.</translation>
    </message>
    <message>
        <source>Leave what is done and do no more.</source>
        <translation>Оставить сделанное и больше ничего не делать.</translation>
    </message>
    <message>
        <source>Takes it back: %1</source>
        <translation>Отменяет сделанное: %1</translation>
    </message>
    <message>
        <source>Stop here?</source>
        <translation>Остановить на этом?</translation>
    </message>
    <message numerus="yes">
        <source>What is done stays done. %n run(s) are left as they are, and this cannot be taken up again. To look first, pause it.</source>
        <translation>
            <numerusform>Сделанное остаётся в силе. %n запуск остаётся без изменений, и это действие нельзя будет продолжить. Чтобы сначала проверить, приостановите его.</numerusform>
            <numerusform>Сделанное остаётся в силе. %n запуска остаются без изменений, и это действие нельзя будет продолжить. Чтобы сначала проверить, приостановите его.</numerusform>
            <numerusform>Сделанное остаётся в силе. %n запусков остаются без изменений, и это действие нельзя будет продолжить. Чтобы сначала проверить, приостановите его.</numerusform>
        </translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Остановить</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Продолжить</translation>
    </message>
    <message numerus="yes">
        <source>Show %n faulted run(s)</source>
        <translation>
            <numerusform>Показать %n запуск со сбоем</numerusform>
            <numerusform>Показать %n запуска со сбоем</numerusform>
            <numerusform>Показать %n запусков со сбоем</numerusform>
        </translation>
    </message>
    <message>
        <source>Lists the runs of this batch that are faulted now.</source>
        <translation>Показывает список запусков этого группового действия, которые сейчас со сбоем.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::BatchesPage</name>
    <message>
        <source>Runs</source>
        <translation>Запуски</translation>
    </message>
    <message>
        <source>Batches</source>
        <translation>Групповые действия</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Все</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Выполнено</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Отказано</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Ошибка</translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation>Ещё нет</translation>
    </message>
    <message>
        <source>What happened to each run</source>
        <translation>Что произошло с каждым запуском</translation>
    </message>
    <message>
        <source>There is no batch %1. It may belong to another engine.</source>
        <translation>Группового действия %1 нет. Возможно, оно относится к другому движку.</translation>
    </message>
    <message>
        <source>Loading batches…</source>
        <translation>Загрузка групповых действий…</translation>
    </message>
    <message>
        <source>No batches yet</source>
        <translation>Групповых действий пока нет</translation>
    </message>
    <message>
        <source>When you cancel, suspend, resume, retry or re-run many runs at once, that is a batch: who asked for it and why, how far it is, and what came of each run stay here.</source>
        <translation>Отмена, приостановка, продолжение, повтор или перезапуск сразу многих запусков — это групповое действие: здесь сохраняется, кто и почему его запросил, как далеко оно продвинулось и что стало с каждым запуском.</translation>
    </message>
    <message>
        <source>Select runs</source>
        <translation>Выбрать запуски</translation>
    </message>
    <message>
        <source>These rows are as of the last answer. %1</source>
        <translation>Эти строки соответствуют последнему ответу. %1</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Why: %1</source>
        <translation>Причина: %1</translation>
    </message>
    <message>
        <source>Which runs: %1</source>
        <translation>Какие запуски: %1</translation>
    </message>
    <message>
        <source>No runs here</source>
        <translation>Здесь нет запусков</translation>
    </message>
    <message>
        <source>No run of this batch has this outcome.</source>
        <translation>Ни у одного запуска этого группового действия нет такого результата.</translation>
    </message>
    <message>
        <source>Loading runs…</source>
        <translation>Загрузка запусков…</translation>
    </message>
    <message>
        <source>What its runs are now</source>
        <translation>Что сейчас с его запусками</translation>
    </message>
    <message>
        <source>Retry these…</source>
        <translation>Повторить их…</translation>
    </message>
    <message>
        <source>Re-run these…</source>
        <translation>Перезапустить их…</translation>
    </message>
    <message>
        <source>None of them is faulted now.</source>
        <translation>Сейчас среди них нет запусков со сбоем.</translation>
    </message>
    <message>
        <source>No run of this batch is in this state now.</source>
        <translation>Сейчас ни один запуск этой операции не находится в этом состоянии.</translation>
    </message>
    <message>
        <source>How: %1</source>
        <translation>Как: %1</translation>
    </message>
</context>
<context>
    <name>beamline::ui::BulkDialog</name>
    <message>
        <source>Reason</source>
        <translation>Причина</translation>
    </message>
    <message>
        <source>Reason, kept with the batch and in the history of each run</source>
        <translation>Причина, сохраняется вместе с групповым действием и в истории каждого запуска</translation>
    </message>
    <message>
        <source>Keep them</source>
        <translation>Оставить</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>What happens to each run</source>
        <translation>Что произойдёт с каждым запуском</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Повторить попытку</translation>
    </message>
    <message>
        <source>%1?</source>
        <translation>%1?</translation>
    </message>
    <message>
        <source>Looking at each run…</source>
        <translation>Проверка каждого запуска…</translation>
    </message>
    <message>
        <source>This can be done to all of them.</source>
        <translation>Это применимо ко всем.</translation>
    </message>
    <message>
        <source>This can be done to %1 of %2; the others come first in the list, which says why not.</source>
        <translation>Это применимо к %1 из %2; остальные стоят в списке первыми, и там указана причина.</translation>
    </message>
    <message>
        <source>The list shows the first %1.</source>
        <translation>В списке показаны первые %1.</translation>
    </message>
    <message>
        <source>Which runs fit the filter is decided when it starts.</source>
        <translation>Какие запуски подходят под фильтр, определяется в момент начала.</translation>
    </message>
    <message numerus="yes">
        <source>End these %n run(s) for good</source>
        <translation>
            <numerusform>Окончательно завершить этот %n запуск</numerusform>
            <numerusform>Окончательно завершить эти %n запуска</numerusform>
            <numerusform>Окончательно завершить эти %n запусков</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Discard these %n run(s) for good</source>
        <translation>
            <numerusform>Окончательно отбросить этот %n запуск</numerusform>
            <numerusform>Окончательно отбросить эти %n запуска</numerusform>
            <numerusform>Окончательно отбросить эти %n запусков</numerusform>
        </translation>
    </message>
    <message>
        <source>The engine is being asked…</source>
        <translation>Отправлен запрос движку…</translation>
    </message>
    <message>
        <source>What would happen is not known yet.</source>
        <translation>Что произойдёт, пока неизвестно.</translation>
    </message>
    <message>
        <source>There is no run to which this can be done.</source>
        <translation>Нет запусков, к которым это применимо.</translation>
    </message>
    <message>
        <source>It cannot be undone: tick the box first.</source>
        <translation>Это действие нельзя отменить: сначала установите флажок.</translation>
    </message>
    <message numerus="yes">
        <source>For %n selected run(s).</source>
        <translation>
            <numerusform>Для %n выбранного запуска.</numerusform>
            <numerusform>Для %n выбранных запусков.</numerusform>
            <numerusform>Для %n выбранных запусков.</numerusform>
        </translation>
    </message>
    <message>
        <source>For %1.</source>
        <translation>Для: %1.</translation>
    </message>
    <message>
        <source>For all runs: no filter is set.</source>
        <translation>Для всех запусков: фильтр не задан.</translation>
    </message>
    <message>
        <source>For all runs of the group %1.</source>
        <translation>Для всех запусков группы %1.</translation>
    </message>
    <message>
        <source>For all runs that fit the filter %1.</source>
        <translation>Для всех запусков, подходящих под фильтр %1.</translation>
    </message>
    <message>
        <source>Version and task were looked at for the first %1, not for %2 further ones.</source>
        <translation>Версия и задача проверены для первых %1, но не для остальных: %2.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::CandidateTable</name>
    <message>
        <source>Candidate</source>
        <translation>Кандидат</translation>
    </message>
    <message>
        <source>Chance</source>
        <translation>Вероятность</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>Ожидается</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Стоимость</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>Числа</translation>
    </message>
</context>
<context>
    <name>beamline::ui::CatalogBrowser</name>
    <message>
        <source>required</source>
        <translation>обязательно</translation>
    </message>
    <message>
        <source>Default: %1.</source>
        <translation>По умолчанию: %1.</translation>
    </message>
    <message>
        <source>It takes no arguments.</source>
        <translation>Аргументов не принимает.</translation>
    </message>
    <message>
        <source>Takes</source>
        <translation>Принимает</translation>
    </message>
    <message>
        <source>Gives</source>
        <translation>Возвращает</translation>
    </message>
    <message>
        <source>It gives %1.</source>
        <translation>Возвращает %1.</translation>
    </message>
    <message>
        <source>Search functions</source>
        <translation>Поиск функций</translation>
    </message>
    <message>
        <source>Functions of the catalog</source>
        <translation>Функции каталога</translation>
    </message>
    <message>
        <source>About the function</source>
        <translation>О функции</translation>
    </message>
    <message>
        <source>Insert</source>
        <translation>Вставить</translation>
    </message>
    <message>
        <source>Put a task that calls it behind the task at the cursor (Enter in the list)</source>
        <translation>Поместить задачу, которая её вызывает, после задачи у курсора (Enter в списке)</translation>
    </message>
    <message>
        <source>Example</source>
        <translation>Пример</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Копировать</translation>
    </message>
    <message>
        <source>Reading the catalog…</source>
        <translation>Чтение каталога…</translation>
    </message>
    <message>
        <source>No function fits</source>
        <translation>Подходящих функций нет</translation>
    </message>
    <message>
        <source>Names, descriptions and arguments were searched.</source>
        <translation>Поиск выполнен по именам, описаниям и аргументам.</translation>
    </message>
    <message>
        <source>Clear search</source>
        <translation>Очистить поиск</translation>
    </message>
    <message>
        <source>No functions</source>
        <translation>Функций нет</translation>
    </message>
    <message>
        <source>This engine offers none.</source>
        <translation>Этот движок их не предоставляет.</translation>
    </message>
    <message>
        <source>version %1 · %2</source>
        <translation>версия %1 · %2</translation>
    </message>
</context>
<context>
    <name>beamline::ui::ChangeView</name>
    <message>
        <source>Against the last approved one</source>
        <translation>По сравнению с последним согласованным</translation>
    </message>
    <message>
        <source>What differs from the last approved one</source>
        <translation>Отличия от последнего согласованного</translation>
    </message>
    <message>
        <source>It is not known: %1</source>
        <translation>Неизвестно: %1</translation>
    </message>
    <message>
        <source>“%1”, approved %2</source>
        <translation>«%1», согласовано %2</translation>
    </message>
    <message>
        <source>%1. The data is too large to be compared here.</source>
        <translation>%1. Данные слишком велики для сравнения здесь.</translation>
    </message>
    <message>
        <source>%1, had the same data.</source>
        <translation>%1, данные были те же.</translation>
    </message>
    <message>
        <source>%1. %2.</source>
        <translation>%1. %2.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::ChangesView</name>
    <message>
        <source>What is compared</source>
        <translation>Что сравнивается</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Входные данные</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Выходные данные</translation>
    </message>
    <message>
        <source>Compared with</source>
        <translation>Сравнивается с</translation>
    </message>
    <message>
        <source>The attempt before</source>
        <translation>Предыдущая попытка</translation>
    </message>
    <message>
        <source>Iteration %1</source>
        <translation>Итерация %1</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>Загрузка…</translation>
    </message>
    <message>
        <source>The history does not say what the attempt before got.</source>
        <translation>В истории не указано, какие входные данные получила предыдущая попытка.</translation>
    </message>
    <message>
        <source>The same as before.</source>
        <translation>Без изменений.</translation>
    </message>
    <message>
        <source>%1.</source>
        <translation>%1.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::ChipBar</name>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>ещё %n</numerusform>
            <numerusform>ещё %n</numerusform>
            <numerusform>ещё %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>beamline::ui::ChooseRunDialog</name>
    <message>
        <source>Compare runs</source>
        <translation>Сравнить запуски</translation>
    </message>
    <message>
        <source>Compare %1 with…</source>
        <translation>Сравнить %1 с…</translation>
    </message>
    <message>
        <source>The run before</source>
        <translation>Предыдущий запуск</translation>
    </message>
    <message>
        <source>There is no run before this one.</source>
        <translation>Предыдущего запуска нет.</translation>
    </message>
    <message>
        <source>The last that completed</source>
        <translation>Последний завершённый</translation>
    </message>
    <message>
        <source>No other run of this workflow has completed.</source>
        <translation>Других завершённых запусков этого рабочего процесса нет.</translation>
    </message>
    <message>
        <source>What it is a re-run of</source>
        <translation>Исходный запуск этого перезапуска</translation>
    </message>
    <message>
        <source>Id of the other run</source>
        <translation>Идентификатор другого запуска</translation>
    </message>
    <message>
        <source>Id of the run</source>
        <translation>Идентификатор запуска</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отменить</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Сравнить</translation>
    </message>
    <message>
        <source>Runs of this workflow</source>
        <translation>Запуски этого рабочего процесса</translation>
    </message>
    <message>
        <source>Select a run, or write its id.</source>
        <translation>Выберите запуск или введите его идентификатор.</translation>
    </message>
    <message>
        <source>This is the run itself. Choose another one.</source>
        <translation>Это тот же самый запуск. Выберите другой.</translation>
    </message>
    <message>
        <source>Runs that are listed</source>
        <translation>Показанные запуски</translation>
    </message>
    <message>
        <source>Of this workflow</source>
        <translation>Этого рабочего процесса</translation>
    </message>
    <message>
        <source>Of all workflows</source>
        <translation>Всех рабочих процессов</translation>
    </message>
</context>
<context>
    <name>beamline::ui::ClusterPage</name>
    <message>
        <source>Drain node…</source>
        <translation>Вывести узел из работы…</translation>
    </message>
    <message>
        <source>Resume node</source>
        <translation>Вернуть узел в работу</translation>
    </message>
    <message>
        <source>Drain pool…</source>
        <translation>Вывести пул из работы…</translation>
    </message>
    <message>
        <source>Resume pool</source>
        <translation>Вернуть пул в работу</translation>
    </message>
    <message>
        <source>Move shard…</source>
        <translation>Переместить шард…</translation>
    </message>
    <message>
        <source>Nodes</source>
        <translation>Узлы</translation>
    </message>
    <message>
        <source>Worker pools</source>
        <translation>Пулы исполнителей</translation>
    </message>
    <message>
        <source>No worker has come yet. Workers are programs that take tasks of “call: worker” from a queue; “beamlined --role worker --worker-pools NAME” is one.</source>
        <translation>Исполнителей пока нет. Исполнители — это программы, которые берут задачи «call: worker» из очереди; одна из них — «beamlined --role worker --worker-pools NAME».</translation>
    </message>
    <message>
        <source>Streams and their consumers</source>
        <translation>Потоки и их потребители</translation>
    </message>
    <message>
        <source>NATS servers</source>
        <translation>Серверы NATS</translation>
    </message>
    <message>
        <source>One engine, alone</source>
        <translation>Один движок, сам по себе</translation>
    </message>
    <message>
        <source>Everything runs in one process on one machine: nothing acknowledged is lost when it falls, but while it is down nothing goes on. A cluster is the same engine on several machines over NATS JetStream: each holds the whole journal, and when one is lost the others carry its runs on within seconds.
To get there: run a NATS server with JetStream (three for safety), set the streams up with “beamctl cluster init”, start “beamlined --nats-url nats://HOST:4222 --cluster NAME” on each machine, and add the connection on the page Connections.</source>
        <translation>Всё работает в одном процессе на одной машине: при её отказе ничего из подтверждённого не теряется, но, пока она недоступна, ничего не выполняется. Кластер — это тот же движок на нескольких машинах поверх NATS JetStream: каждая хранит весь журнал, и при потере одной другие за несколько секунд продолжают её запуски.
Чтобы перейти к нему: запустите сервер NATS с JetStream (для надёжности — три), настройте потоки командой «beamctl cluster init», запустите «beamlined --nats-url nats://HOST:4222 --cluster NAME» на каждой машине и добавьте подключение на странице «Подключения».</translation>
    </message>
    <message>
        <source>Shards</source>
        <translation>Шарды</translation>
    </message>
    <message>
        <source>Tasks a minute</source>
        <translation>Задач в минуту</translation>
    </message>
    <message>
        <source>Task latency (ms)</source>
        <translation>Задержка задач (мс)</translation>
    </message>
    <message>
        <source>Queued tasks</source>
        <translation>Задачи в очереди</translation>
    </message>
    <message>
        <source>Failed attempts</source>
        <translation>Неудачные попытки</translation>
    </message>
    <message>
        <source>The most that waited at once: for workers in all pools, and for threads of the node that answers.</source>
        <translation>Наибольшее число задач, ожидавших одновременно: исполнителей — во всех пулах, потоков выполнения — на отвечающем узле.</translation>
    </message>
    <message>
        <source>This engine does not tell of its machines</source>
        <translation>Этот движок не сообщает о своих машинах</translation>
    </message>
    <message>
        <source>Asking for the machines…</source>
        <translation>Запрос сведений о машинах…</translation>
    </message>
    <message>
        <source>A shard is a part of all runs; one node at a time carries it on. Choose one to see since when, or to move it.</source>
        <translation>Шард — это часть всех запусков; в каждый момент его ведёт один узел. Выберите шард, чтобы увидеть, с какого времени, или чтобы переместить его.</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 из %2</translation>
    </message>
    <message>
        <source>nodes online</source>
        <translation>узлов в сети</translation>
    </message>
    <message numerus="yes">
        <source>%n more warning(s): “beamctl cluster status” lists all.</source>
        <translation>
            <numerusform>Ещё %n предупреждение: полный список выводит «beamctl cluster status».</numerusform>
            <numerusform>Ещё %n предупреждения: полный список выводит «beamctl cluster status».</numerusform>
            <numerusform>Ещё %n предупреждений: полный список выводит «beamctl cluster status».</numerusform>
        </translation>
    </message>
    <message>
        <source>What you see is as of %1: the engine has not answered since.</source>
        <translation>Показано состояние на %1: с тех пор движок не отвечал.</translation>
    </message>
    <message>
        <source>What you see is as of the last answer. %1</source>
        <translation>Показано состояние на момент последнего ответа. %1</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>Кластер</translation>
    </message>
    <message>
        <source>The engine is being asked…</source>
        <translation>Отправлен запрос движку…</translation>
    </message>
    <message>
        <source>An engine alone has nobody to hand its runs to.</source>
        <translation>Одиночному движку некому передать свои запуски.</translation>
    </message>
    <message>
        <source>Select a node first.</source>
        <translation>Сначала выберите узел.</translation>
    </message>
    <message>
        <source>The node cannot be reached: the others have its shards.</source>
        <translation>Узел недоступен: его шарды у других узлов.</translation>
    </message>
    <message>
        <source>It has no engine: drain its pool instead, or stop it.</source>
        <translation>На нём нет движка: выведите из работы его пул или остановите узел.</translation>
    </message>
    <message>
        <source>Hand its shards to the others and take nothing new.</source>
        <translation>Передать его шарды другим узлам и не принимать ничего нового.</translation>
    </message>
    <message>
        <source>The node is drained already.</source>
        <translation>Узел уже выведен из работы.</translation>
    </message>
    <message>
        <source>Let it take its part again.</source>
        <translation>Вернуть ему его долю работы.</translation>
    </message>
    <message>
        <source>The node is not drained.</source>
        <translation>Узел не выведен из работы.</translation>
    </message>
    <message>
        <source>Select a pool first.</source>
        <translation>Сначала выберите пул.</translation>
    </message>
    <message>
        <source>Give nothing of it to workers any more.</source>
        <translation>Больше ничего из него не выдавать исполнителям.</translation>
    </message>
    <message>
        <source>The pool is drained already.</source>
        <translation>Пул уже выведен из работы.</translation>
    </message>
    <message>
        <source>Give its tasks to workers again.</source>
        <translation>Снова выдавать его задачи исполнителям.</translation>
    </message>
    <message>
        <source>The pool is not drained.</source>
        <translation>Пул не выведен из работы.</translation>
    </message>
    <message>
        <source>Let another node carry it on.</source>
        <translation>Передать его ведение другому узлу.</translation>
    </message>
    <message>
        <source>Choose a shard first.</source>
        <translation>Сначала выберите шард.</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>Оставить как есть</translation>
    </message>
    <message>
        <source>%1 was not resumed</source>
        <translation>Узел %1 не возвращён в работу</translation>
    </message>
    <message>
        <source>%1 takes its part again.</source>
        <translation>Узел %1 снова берёт свою долю работы.</translation>
    </message>
    <message>
        <source>Drain %1?</source>
        <translation>Вывести %1 из работы?</translation>
    </message>
    <message numerus="yes">
        <source>It takes nothing new, hands its %n shard(s) to the other nodes and ends the tasks it has. Runs go on there; nothing is lost. It goes on answering until you stop it, and can be resumed.</source>
        <translation>
            <numerusform>Он не принимает ничего нового, передаёт свой %n шард другим узлам и завершает имеющиеся задачи. Запуски продолжаются там; ничего не теряется. Узел отвечает, пока его не остановят, и его можно вернуть в работу.</numerusform>
            <numerusform>Он не принимает ничего нового, передаёт свои %n шарда другим узлам и завершает имеющиеся задачи. Запуски продолжаются там; ничего не теряется. Узел отвечает, пока его не остановят, и его можно вернуть в работу.</numerusform>
            <numerusform>Он не принимает ничего нового, передаёт свои %n шардов другим узлам и завершает имеющиеся задачи. Запуски продолжаются там; ничего не теряется. Узел отвечает, пока его не остановят, и его можно вернуть в работу.</numerusform>
        </translation>
    </message>
    <message>
        <source>Drain</source>
        <translation>Вывести из работы</translation>
    </message>
    <message>
        <source>%1 was not drained</source>
        <translation>Узел %1 не выведен из работы</translation>
    </message>
    <message>
        <source>%1 is being drained.</source>
        <translation>Узел %1 выводится из работы.</translation>
    </message>
    <message>
        <source>The pool %1 was not resumed</source>
        <translation>Пул %1 не возвращён в работу</translation>
    </message>
    <message>
        <source>The pool %1 gives tasks to workers again.</source>
        <translation>Пул %1 снова выдаёт задачи исполнителям.</translation>
    </message>
    <message>
        <source>Drain the pool %1?</source>
        <translation>Вывести пул %1 из работы?</translation>
    </message>
    <message numerus="yes">
        <source>Workers get nothing of it any more and end what they have. %n task(s) stay queued, and runs that need the pool wait until it is resumed.</source>
        <translation>
            <numerusform>Исполнители больше ничего из него не получают и завершают то, что у них есть. %n задача остаётся в очереди, и запуски, которым нужен этот пул, ждут его возвращения в работу.</numerusform>
            <numerusform>Исполнители больше ничего из него не получают и завершают то, что у них есть. %n задачи остаются в очереди, и запуски, которым нужен этот пул, ждут его возвращения в работу.</numerusform>
            <numerusform>Исполнители больше ничего из него не получают и завершают то, что у них есть. %n задач остаются в очереди, и запуски, которым нужен этот пул, ждут его возвращения в работу.</numerusform>
        </translation>
    </message>
    <message>
        <source>The pool %1 was not drained</source>
        <translation>Пул %1 не выведен из работы</translation>
    </message>
    <message>
        <source>The pool %1 is drained.</source>
        <translation>Пул %1 выведен из работы.</translation>
    </message>
    <message>
        <source>Move shard %1 to</source>
        <translation>Переместить шард %1 на</translation>
    </message>
    <message>
        <source>It has the shard already.</source>
        <translation>Шард уже на этом узле.</translation>
    </message>
    <message>
        <source>The node takes nothing now.</source>
        <translation>Узел сейчас ничего не принимает.</translation>
    </message>
    <message>
        <source>Node %1</source>
        <translation>Узел %1</translation>
    </message>
    <message>
        <source>Move shard %1?</source>
        <translation>Переместить шард %1?</translation>
    </message>
    <message>
        <source>%1 carries its runs on. They pause for a moment while the shard changes hands; nothing is lost, and tasks in flight may be run again under the same idempotency key. It stays there until nodes come or go.</source>
        <translation>%1 продолжит его запуски. На время передачи шарда они ненадолго приостановятся; ничего не теряется, а выполняемые задачи могут быть запущены ещё раз с тем же ключом идемпотентности. Шард остаётся там, пока узлы не появятся или не исчезнут.</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>Переместить</translation>
    </message>
    <message>
        <source>Shard %1 was not moved</source>
        <translation>Шард %1 не перемещён</translation>
    </message>
    <message>
        <source>Shard %1 is moving to %2.</source>
        <translation>Шард %1 перемещается на %2.</translation>
    </message>
    <message>
        <source>There are no figures of the last hour. %1</source>
        <translation>Показателей за последний час нет. %1</translation>
    </message>
    <message>
        <source>tasks</source>
        <translation>задачи</translation>
    </message>
    <message>
        <source>queued</source>
        <translation>в очереди</translation>
    </message>
    <message>
        <source>attempts</source>
        <translation>попытки</translation>
    </message>
    <message>
        <source>runs</source>
        <translation>запуски</translation>
    </message>
</context>
<context>
    <name>beamline::ui::ClusterTable</name>
    <message>
        <source>Heard of %1</source>
        <translation>Последний сигнал: %1</translation>
    </message>
    <message>
        <source>Silent for %1</source>
        <translation>Нет сигнала %1</translation>
    </message>
    <message>
        <source>It has not told of itself since. If it goes on, the others take its shards.</source>
        <translation>С тех пор узел о себе не сообщал. Если так продолжится, его шарды возьмут другие.</translation>
    </message>
    <message>
        <source>It catches up with the others and takes nothing yet.</source>
        <translation>Он догоняет остальных и пока ничего не принимает.</translation>
    </message>
    <message>
        <source>It takes nothing new, hands its shards over and ends its tasks.</source>
        <translation>Он не принимает ничего нового, передаёт свои шарды и завершает свои задачи.</translation>
    </message>
    <message>
        <source>It carries nothing and can be stopped. It goes on answering.</source>
        <translation>Он ничего не ведёт, и его можно остановить. Он продолжает отвечать.</translation>
    </message>
    <message>
        <source>Unreachable, %1</source>
        <translation>Недоступен, сигнал %1</translation>
    </message>
    <message>
        <source>%1. Its shards go to the others; what it has acknowledged is with them.</source>
        <translation>%1. Его шарды переходят к другим узлам; то, что он подтвердил, у них есть.</translation>
    </message>
    <message>
        <source>A newer engine tells of it in words this console does not know.</source>
        <translation>О нём сообщает более новый движок в терминах, которых эта консоль не знает.</translation>
    </message>
    <message>
        <source>%1 (answers)</source>
        <translation>%1 (отвечает)</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Node %1, started %2</source>
        <translation>Узел %1, запущен %2</translation>
    </message>
    <message>
        <source>all</source>
        <translation>все</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 из %2</translation>
    </message>
    <message>
        <source>So much of the order its journal lacked when it was heard last, %1, at %2; the newest is %3 now. What grows means that its disk or its network is too slow.</source>
        <translation>Столько записей общего порядка не хватало в его журнале при последнем сигнале, %1, на позиции %2; новейшая позиция сейчас — %3. Если число растёт, его диск или сеть слишком медленны.</translation>
    </message>
    <message>
        <source>A worker has no journal.</source>
        <translation>У исполнителя нет журнала.</translation>
    </message>
    <message>
        <source>%1: %2, %3 of %4 in work</source>
        <translation>%1: %2, в работе %3 из %4</translation>
    </message>
    <message>
        <source>Drained</source>
        <translation>Выведен из работы</translation>
    </message>
    <message>
        <source>Workers that wait for a task get none; what they have goes on. One of another make that asks without waiting is still answered.</source>
        <translation>Исполнители, ожидающие задачу, её не получают; то, что у них есть, продолжается. Исполнитель другой реализации, запрашивающий задачу без ожидания, по-прежнему получает ответ.</translation>
    </message>
    <message>
        <source>No worker</source>
        <translation>Нет исполнителей</translation>
    </message>
    <message>
        <source>What is queued waits until a worker comes.</source>
        <translation>То, что стоит в очереди, ждёт появления исполнителя.</translation>
    </message>
    <message>
        <source>Full</source>
        <translation>Заполнен</translation>
    </message>
    <message>
        <source>Its queue holds no more: runs wait outside.</source>
        <translation>Его очередь больше не вмещает: запуски ждут вне её.</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Готов</translation>
    </message>
    <message>
        <source>Its queue holds %1.</source>
        <translation>Его очередь вмещает %1.</translation>
    </message>
    <message>
        <source>%1, %2 lost</source>
        <translation>%1, потеряно %2</translation>
    </message>
    <message>
        <source>Led by %1</source>
        <translation>Ведущий: %1</translation>
    </message>
    <message>
        <source>Led by %1. A replica is behind or lost: with less than half of them nothing new is accepted.</source>
        <translation>Ведущий: %1. Одна из реплик отстаёт или потеряна: если доступно меньше половины реплик, ничего нового не принимается.</translation>
    </message>
    <message>
        <source>From %1 to %2</source>
        <translation>С %1 по %2</translation>
    </message>
    <message>
        <source>Consumer of %1</source>
        <translation>Потребитель потока %1</translation>
    </message>
    <message>
        <source>%1 were given out more than once.</source>
        <translation>Выдано более одного раза: %1.</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>Используется</translation>
    </message>
    <message>
        <source>The node that answers speaks to this one.</source>
        <translation>Отвечающий узел подключён к этому серверу.</translation>
    </message>
    <message>
        <source>Known</source>
        <translation>Известен</translation>
    </message>
    <message>
        <source>Taken when the one in use is lost.</source>
        <translation>Берётся при потере используемого.</translation>
    </message>
    <message>
        <source>It did not answer.</source>
        <translation>Он не ответил.</translation>
    </message>
    <message>
        <source>As long as its machine took to take a connection.</source>
        <translation>Столько времени его машине потребовалось, чтобы принять соединение.</translation>
    </message>
    <message>
        <source>Joining</source>
        <translation>Присоединяется</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>В сети</translation>
    </message>
    <message>
        <source>Draining</source>
        <translation>Выводится из работы</translation>
    </message>
    <message>
        <source>Unreachable</source>
        <translation>Недоступен</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Неизвестно</translation>
    </message>
    <message>
        <source>Busy</source>
        <translation>Занят</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Остановлен</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>Потерян</translation>
    </message>
    <message>
        <source>Node</source>
        <translation>Узел</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Состояние</translation>
    </message>
    <message>
        <source>Roles</source>
        <translation>Роли</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Версия</translation>
    </message>
    <message>
        <source>Load</source>
        <translation>Нагрузка</translation>
    </message>
    <message>
        <source>Processors of its machine that were busy over the last minute</source>
        <translation>Процессоры его машины, занятые за последнюю минуту</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Память</translation>
    </message>
    <message>
        <source>Of its process</source>
        <translation>Его процесса</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Запуски</translation>
    </message>
    <message>
        <source>In its memory now</source>
        <translation>Сейчас в его памяти</translation>
    </message>
    <message>
        <source>Tasks/s</source>
        <translation>Задач/с</translation>
    </message>
    <message>
        <source>Shards</source>
        <translation>Шарды</translation>
    </message>
    <message>
        <source>Parts of all runs that it carries on</source>
        <translation>Части всех запусков, которые он ведёт</translation>
    </message>
    <message>
        <source>Behind</source>
        <translation>Отставание</translation>
    </message>
    <message>
        <source>Entries of the common order that its journal does not have yet</source>
        <translation>Записи общего порядка, которых в его журнале ещё нет</translation>
    </message>
    <message>
        <source>Pool</source>
        <translation>Пул</translation>
    </message>
    <message>
        <source>Queued</source>
        <translation>В очереди</translation>
    </message>
    <message>
        <source>Tasks that wait for a worker</source>
        <translation>Задачи, ожидающие исполнителя</translation>
    </message>
    <message>
        <source>Oldest</source>
        <translation>Старейшая</translation>
    </message>
    <message>
        <source>How long the oldest of them has waited</source>
        <translation>Сколько ждёт старейшая из них</translation>
    </message>
    <message>
        <source>In work</source>
        <translation>В работе</translation>
    </message>
    <message>
        <source>Workers</source>
        <translation>Исполнители</translation>
    </message>
    <message>
        <source>Stream, consumer</source>
        <translation>Поток, потребитель</translation>
    </message>
    <message>
        <source>Replicas</source>
        <translation>Реплики</translation>
    </message>
    <message>
        <source>Entries</source>
        <translation>Записи</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Размер</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Ожидает</translation>
    </message>
    <message>
        <source>Not given out to the consumer yet</source>
        <translation>Ещё не выдано потребителю</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Открыто</translation>
    </message>
    <message>
        <source>Given out and not acknowledged</source>
        <translation>Выдано и не подтверждено</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Сервер</translation>
    </message>
    <message>
        <source>Round trip</source>
        <translation>Время отклика</translation>
    </message>
</context>
<context>
    <name>beamline::ui::CodeEditor</name>
    <message>
        <source>Source</source>
        <translation>Исходный текст</translation>
    </message>
</context>
<context>
    <name>beamline::ui::CommandPalette</name>
    <message>
        <source>Commands</source>
        <translation>Команды</translation>
    </message>
    <message>
        <source>A command, a page, a run, a workflow, an approval or a setting</source>
        <translation>Команда, страница, запуск, процесс, согласование или настройка</translation>
    </message>
    <message>
        <source>↑ ↓ to choose, Enter to go there</source>
        <translation>↑ ↓ — выбор, Enter — переход</translation>
    </message>
    <message>
        <source>Nothing fits. Runs are found by id, workflow, label or error.</source>
        <translation>Ничего не найдено. Запуски ищутся по идентификатору, процессу, метке или ошибке.</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>Поиск…</translation>
    </message>
    <message>
        <source>Searching… Enter again opens what is selected now.</source>
        <translation>Поиск… Ещё раз Enter откроет выбранное сейчас.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::CommandRegistry</name>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Файл</translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation>&amp;Переход</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>&amp;Запуск</translation>
    </message>
    <message>
        <source>&amp;Approvals</source>
        <translation>Со&amp;гласования</translation>
    </message>
    <message>
        <source>&amp;Page</source>
        <translation>С&amp;траница</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Вид</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Справка</translation>
    </message>
    <message>
        <source>%1 moves in lists and forms and cannot start a command. Use it with Ctrl or Alt.</source>
        <translation>%1 служит для перемещения в списках и формах и не может запускать команду. Используйте с Ctrl или Alt.</translation>
    </message>
    <message>
        <source>%1 is the key of “%2”. Give that another one first, or choose another here.</source>
        <translation>%1 — клавиша команды «%2». Сначала назначьте ей другую или выберите другую здесь.</translation>
    </message>
    <message>
        <source>There is no command “%1”.</source>
        <translation>Команды «%1» нет.</translation>
    </message>
    <message>
        <source>Editor</source>
        <translation>Редактор</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>beamline::ui::ComparePage</name>
    <message>
        <source>Nothing is compared</source>
        <translation>Ничего не сравнивается</translation>
    </message>
    <message>
        <source>Open a run and choose “Compare…”, or select two runs in the list.</source>
        <translation>Откройте запуск и выберите «Сравнить…» или выделите в списке два запуска.</translation>
    </message>
    <message>
        <source>Go to runs</source>
        <translation>Перейти к запускам</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Запуски</translation>
    </message>
    <message>
        <source>Swap A and B</source>
        <translation>Поменять A и B местами</translation>
    </message>
    <message>
        <source>What is before and what is after change places.</source>
        <translation>То, что прежде, и то, что после, меняются местами.</translation>
    </message>
    <message>
        <source>Next difference</source>
        <translation>Следующее отличие</translation>
    </message>
    <message>
        <source>A</source>
        <translation>A</translation>
    </message>
    <message>
        <source>B</source>
        <translation>B</translation>
    </message>
    <message>
        <source>What is compared</source>
        <translation>Что сравнивается</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>Путь</translation>
    </message>
    <message>
        <source>Inputs of the runs</source>
        <translation>Входные данные запусков</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Входные данные</translation>
    </message>
    <message>
        <source>Outputs of the runs</source>
        <translation>Выходные данные запусков</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Выходные данные</translation>
    </message>
    <message>
        <source>Definitions of the runs</source>
        <translation>Определения запусков</translation>
    </message>
    <message>
        <source>Definition</source>
        <translation>Определение</translation>
    </message>
    <message>
        <source>Only what differs</source>
        <translation>Только отличия</translation>
    </message>
    <message>
        <source>Tasks of both runs</source>
        <translation>Задачи обоих запусков</translation>
    </message>
    <message>
        <source>Data of the task in both runs</source>
        <translation>Данные задачи в обоих запусках</translation>
    </message>
    <message>
        <source>Inputs of the task</source>
        <translation>Входные данные задачи в обоих запусках</translation>
    </message>
    <message>
        <source>Outputs of the task</source>
        <translation>Выходные данные задачи в обоих запусках</translation>
    </message>
    <message>
        <source>Input of the task</source>
        <translation>Входные данные задачи</translation>
    </message>
    <message>
        <source>Output of the task</source>
        <translation>Выходные данные задачи</translation>
    </message>
    <message>
        <source>Compare runs</source>
        <translation>Сравнить запуски</translation>
    </message>
    <message>
        <source>Loading both runs…</source>
        <translation>Загрузка обоих запусков…</translation>
    </message>
    <message>
        <source>This is as of the last answer. %1</source>
        <translation>Это состояние на момент последнего ответа. %1</translation>
    </message>
    <message>
        <source>Show it</source>
        <translation>Показать</translation>
    </message>
    <message>
        <source>%1 (differs)</source>
        <translation>%1 (отличается)</translation>
    </message>
    <message>
        <source>Path (%1)</source>
        <translation>Путь (%1)</translation>
    </message>
    <message>
        <source>… compared so far.</source>
        <translation>… сравнено до этого места.</translation>
    </message>
    <message>
        <source>Select a task to compare what it got and what it put out.</source>
        <translation>Выберите задачу, чтобы сравнить, что она получила и что выдала.</translation>
    </message>
    <message>
        <source>no such task</source>
        <translation>такой задачи нет</translation>
    </message>
    <message numerus="yes">
        <source>%1, last of %n time(s)</source>
        <translation>
            <numerusform>%1, последний из %n раза</numerusform>
            <numerusform>%1, последний из %n раз</numerusform>
            <numerusform>%1, последний из %n раз</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 · A: %2 · B: %3</source>
        <translation>%1 · A: %2 · B: %3</translation>
    </message>
    <message>
        <source>One definition</source>
        <translation>Определение одно</translation>
    </message>
    <message>
        <source>Both are runs of %1 %2.</source>
        <translation>Оба — запуски %1 %2.</translation>
    </message>
    <message>
        <source>Loading both definitions…</source>
        <translation>Загрузка обоих определений…</translation>
    </message>
</context>
<context>
    <name>beamline::ui::ComparedRun</name>
    <message>
        <source>Run %1</source>
        <translation>Запуск %1</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Открыть</translation>
    </message>
    <message>
        <source>started %1</source>
        <translation>начат %1</translation>
    </message>
    <message>
        <source>took %1</source>
        <translation>длился %1</translation>
    </message>
    <message>
        <source>for %1</source>
        <translation>уже %1</translation>
    </message>
    <message>
        <source>Open run %1, %2</source>
        <translation>Открыть запуск %1, %2</translation>
    </message>
</context>
<context>
    <name>beamline::ui::CompletionPopup</name>
    <message>
        <source>Completions</source>
        <translation>Варианты дополнения</translation>
    </message>
</context>
<context>
    <name>beamline::ui::CompletionText</name>
    <message>
        <source>expression</source>
        <translation>выражение</translation>
    </message>
    <message>
        <source>tasks</source>
        <translation>задачи</translation>
    </message>
    <message>
        <source>list</source>
        <translation>список</translation>
    </message>
    <message>
        <source>word</source>
        <translation>слово</translation>
    </message>
    <message>
        <source>name</source>
        <translation>имя</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>true или false</translation>
    </message>
    <message>
        <source>text</source>
        <translation>текст</translation>
    </message>
    <message>
        <source>number</source>
        <translation>число</translation>
    </message>
    <message>
        <source>time</source>
        <translation>время</translation>
    </message>
    <message>
        <source>next task</source>
        <translation>следующая задача</translation>
    </message>
    <message>
        <source>function</source>
        <translation>функция</translation>
    </message>
    <message>
        <source>anything</source>
        <translation>что угодно</translation>
    </message>
    <message>
        <source>object</source>
        <translation>объект</translation>
    </message>
    <message>
        <source>%1 · %2, required</source>
        <translation>%1 · %2, обязательно</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Default: %1</source>
        <translation>По умолчанию: %1</translation>
    </message>
    <message>
        <source>%1, required</source>
        <translation>%1, обязательно</translation>
    </message>
    <message>
        <source>use.functions</source>
        <translation>use.functions</translation>
    </message>
    <message>
        <source>language</source>
        <translation>язык</translation>
    </message>
    <message>
        <source>task</source>
        <translation>задача</translation>
    </message>
</context>
<context>
    <name>beamline::ui::ConnectionBand</name>
    <message>
        <source>Looking only: %1</source>
        <translation>Только просмотр: %1</translation>
    </message>
    <message>
        <source>PRODUCTION · %1 · looking only</source>
        <translation>ПРОИЗВОДСТВЕННАЯ СРЕДА · %1 · только просмотр</translation>
    </message>
    <message>
        <source>PRODUCTION · %1</source>
        <translation>ПРОИЗВОДСТВЕННАЯ СРЕДА · %1</translation>
    </message>
</context>
<context>
    <name>beamline::ui::ConnectionBar</name>
    <message>
        <source>What you see is as of %1, %2.</source>
        <translation>Показано состояние на %1, %2.</translation>
    </message>
    <message>
        <source>The engine cannot be reached.</source>
        <translation>Движок недоступен.</translation>
    </message>
    <message>
        <source>Connecting: the engine has not answered yet.</source>
        <translation>Подключение: движок ещё не ответил.</translation>
    </message>
    <message>
        <source>Connecting: the engine has not answered yet. %1</source>
        <translation>Подключение: движок ещё не ответил. %1</translation>
    </message>
    <message>
        <source>Synchronizing: everything is being read anew. %1 %2</source>
        <translation>Синхронизация: все данные считываются заново. %1 %2</translation>
    </message>
    <message>
        <source>Refused: %1 %2</source>
        <translation>Отказано: %1 %2</translation>
    </message>
    <message>
        <source>Reconnect</source>
        <translation>Подключиться заново</translation>
    </message>
</context>
<context>
    <name>beamline::ui::ConnectionBook</name>
    <message>
        <source>Embedded engine</source>
        <translation>Встроенный движок</translation>
    </message>
    <message>
        <source>There is a connection called “%1” already.</source>
        <translation>Подключение с именем «%1» уже есть.</translation>
    </message>
    <message>
        <source>There are %1 connections already: remove one first.</source>
        <translation>Подключений уже %1: сначала удалите одно.</translation>
    </message>
    <message>
        <source>No secret is kept for this connection.</source>
        <translation>Для этого подключения секрет не сохранён.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::ConnectionCard</name>
    <message>
        <source>cannot be reached</source>
        <translation>недоступно</translation>
    </message>
    <message>
        <source>production</source>
        <translation>производственная среда</translation>
    </message>
    <message>
        <source>Connection: %1, %2</source>
        <translation>Подключение: %1, %2</translation>
    </message>
</context>
<context>
    <name>beamline::ui::ConnectionDialog</name>
    <message>
        <source>Nobody signs in</source>
        <translation>Без входа</translation>
    </message>
    <message>
        <source>User and password</source>
        <translation>Пользователь и пароль</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Токен</translation>
    </message>
    <message>
        <source>NKey seed</source>
        <translation>NKey seed</translation>
    </message>
    <message>
        <source>Credentials (.creds)</source>
        <translation>Учётные данные (.creds)</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Пароль</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Seed</translation>
    </message>
    <message>
        <source>Credentials</source>
        <translation>Учётные данные</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Выбрать…</translation>
    </message>
    <message>
        <source>%1 is too long for credentials. Choose a .creds file.</source>
        <translation>%1 слишком длинный для учётных данных. Выберите файл .creds.</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>Не удаётся прочитать %1: %2</translation>
    </message>
    <message>
        <source>How %1 looks</source>
        <translation>Вид подключения %1</translation>
    </message>
    <message>
        <source>Add a connection</source>
        <translation>Добавить подключение</translation>
    </message>
    <message>
        <source>Edit the connection</source>
        <translation>Изменить подключение</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Имя</translation>
    </message>
    <message>
        <source>Production Europe</source>
        <translation>Производственная среда, Европа</translation>
    </message>
    <message>
        <source>Servers</source>
        <translation>Серверы</translation>
    </message>
    <message>
        <source>nats://host:4222, several with commas</source>
        <translation>nats://host:4222, несколько — через запятую</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Вход</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Пользователь</translation>
    </message>
    <message>
        <source>Secret</source>
        <translation>Секрет</translation>
    </message>
    <message>
        <source>Authorities</source>
        <translation>Удостоверяющие центры</translation>
    </message>
    <message>
        <source>PEM file; empty: those of the system</source>
        <translation>Файл PEM; пусто — системные</translation>
    </message>
    <message>
        <source>Choose the file of the authorities</source>
        <translation>Выбрать файл удостоверяющих центров</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>Сертификат</translation>
    </message>
    <message>
        <source>PEM file, with its key; empty: none</source>
        <translation>Файл PEM, с его ключом; пусто — нет</translation>
    </message>
    <message>
        <source>Choose the file of the certificate</source>
        <translation>Выбрать файл сертификата</translation>
    </message>
    <message>
        <source>Its key</source>
        <translation>Его ключ</translation>
    </message>
    <message>
        <source>PEM file</source>
        <translation>Файл PEM</translation>
    </message>
    <message>
        <source>Choose the file of the key</source>
        <translation>Выбрать файл ключа</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Проверить</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отменить</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Сохранить</translation>
    </message>
    <message>
        <source>Choose the .creds file</source>
        <translation>Выбрать файл .creds</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Цвет</translation>
    </message>
    <message>
        <source>Production: a band with its name over every page</source>
        <translation>Производственная среда: полоса с её именем над каждой страницей</translation>
    </message>
    <message>
        <source>Looking only: nothing is changed over this connection</source>
        <translation>Только просмотр: через это подключение ничего не изменяется</translation>
    </message>
    <message>
        <source>One is kept; leave it empty to keep that.</source>
        <translation>Секрет сохранён; чтобы оставить его, не заполняйте поле.</translation>
    </message>
    <message>
        <source>The text of the .creds file</source>
        <translation>Текст файла .creds</translation>
    </message>
    <message>
        <source>Kept until Beamline ends, because no keychain answers here.</source>
        <translation>Хранится до завершения Beamline, так как связка ключей здесь не отвечает.</translation>
    </message>
    <message>
        <source>It goes into the keychain of this desktop; where there is none it is kept until Beamline ends.</source>
        <translation>Помещается в связку ключей этого рабочего стола; если её нет, хранится до завершения Beamline.</translation>
    </message>
    <message>
        <source>It is being tested…</source>
        <translation>Выполняется проверка…</translation>
    </message>
    <message>
        <source>Its secret is kept until Beamline ends, then it has to be entered again. %1</source>
        <translation>Секрет хранится до завершения Beamline, затем его нужно ввести заново. %1</translation>
    </message>
    <message>
        <source>Tenant</source>
        <translation>Арендатор</translation>
    </message>
    <message>
        <source>As whose member you ask; empty: of no one tenant</source>
        <translation>Участником какого арендатора вы обращаетесь; пусто — никакого</translation>
    </message>
</context>
<context>
    <name>beamline::ui::ConnectionListModel</name>
    <message>
        <source>Embedded</source>
        <translation>Встроенное</translation>
    </message>
    <message>
        <source>NATS context</source>
        <translation>Контекст NATS</translation>
    </message>
    <message>
        <source>Own</source>
        <translation>Собственное</translation>
    </message>
    <message>
        <source>production</source>
        <translation>производственная среда</translation>
    </message>
    <message>
        <source>looking only</source>
        <translation>только просмотр</translation>
    </message>
    <message>
        <source>Cannot be used</source>
        <translation>Не может использоваться</translation>
    </message>
    <message>
        <source>No secret kept</source>
        <translation>Секрет не сохранён</translation>
    </message>
    <message>
        <source>Not open</source>
        <translation>Не открыто</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Подключение</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Вид</translation>
    </message>
    <message>
        <source>Leads to</source>
        <translation>Ведёт к</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Состояние</translation>
    </message>
    <message>
        <source>%1, as a member of %2</source>
        <translation>%1, как участник %2</translation>
    </message>
</context>
<context>
    <name>beamline::ui::ConnectionLookText</name>
    <message>
        <source>None</source>
        <translation>Нет</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>Синий</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>Зелёный</translation>
    </message>
    <message>
        <source>Amber</source>
        <translation>Янтарный</translation>
    </message>
    <message>
        <source>Violet</source>
        <translation>Фиолетовый</translation>
    </message>
    <message>
        <source>Red</source>
        <translation>Красный</translation>
    </message>
    <message>
        <source>data as of %1</source>
        <translation>данные на %1</translation>
    </message>
</context>
<context>
    <name>beamline::ui::ConnectionProfileText</name>
    <message>
        <source>“%1” is no address: write it as nats://host:4222.</source>
        <translation>«%1» — не адрес: укажите его в виде nats://host:4222.</translation>
    </message>
    <message>
        <source>“%1” begins with %2, which Beamline does not speak: use nats:// or tls://.</source>
        <translation>«%1» начинается с %2, что Beamline не поддерживает: используйте nats:// или tls://.</translation>
    </message>
    <message>
        <source>“%1” holds a user or a password: give them below, where they are kept safely.</source>
        <translation>«%1» содержит имя пользователя или пароль: укажите их ниже, где они хранятся надёжно.</translation>
    </message>
    <message>
        <source>%1 %2 cannot be read.</source>
        <translation>%1 не удаётся прочитать: %2.</translation>
    </message>
    <message>
        <source>Give the connection a name.</source>
        <translation>Укажите имя подключения.</translation>
    </message>
    <message>
        <source>The name is longer than %1 letters.</source>
        <translation>Имя длиннее %1 букв.</translation>
    </message>
    <message>
        <source>Give the address of at least one NATS server.</source>
        <translation>Укажите адрес хотя бы одного сервера NATS.</translation>
    </message>
    <message>
        <source>More than %1 servers: the others are learned from the first that answers.</source>
        <translation>Больше %1 серверов: остальные сообщит первый ответивший.</translation>
    </message>
    <message>
        <source>Give the user&apos;s name.</source>
        <translation>Укажите имя пользователя.</translation>
    </message>
    <message>
        <source>A client certificate and its key go together: give both files or none.</source>
        <translation>Сертификат клиента и его ключ нужны вместе: укажите оба файла или ни одного.</translation>
    </message>
    <message>
        <source>The file of authorities</source>
        <translation>Файл удостоверяющих центров</translation>
    </message>
    <message>
        <source>The client certificate</source>
        <translation>Сертификат клиента</translation>
    </message>
    <message>
        <source>The key</source>
        <translation>Ключ</translation>
    </message>
    <message>
        <source>in this program, on this computer</source>
        <translation>в этой программе, на этом компьютере</translation>
    </message>
    <message>
        <source>NATS context %1</source>
        <translation>Контекст NATS %1</translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 и ещё %2</translation>
    </message>
    <message>
        <source>A tenant is one name of at most %1 letters, without blanks.</source>
        <translation>Арендатор — это одно имя не длиннее %1 букв, без пробелов.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::ConnectionStateText</name>
    <message>
        <source>Connecting</source>
        <translation>Подключение</translation>
    </message>
    <message>
        <source>Synchronizing</source>
        <translation>Синхронизация</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>Подключено</translation>
    </message>
    <message>
        <source>Stale</source>
        <translation>Устарело</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Отказано</translation>
    </message>
    <message>
        <source>This computer has slept, or its clock was set.</source>
        <translation>Компьютер был в спящем режиме, или его часы перевели.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::ConnectionsPage</name>
    <message>
        <source>Result of the test</source>
        <translation>Результат проверки</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Удалить…</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>Изменить…</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Проверить</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>Добавить…</translation>
    </message>
    <message>
        <source>Open in new window</source>
        <translation>Открыть в новом окне</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Подключиться</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>Подключения</translation>
    </message>
    <message>
        <source>Select a connection first.</source>
        <translation>Сначала выберите подключение.</translation>
    </message>
    <message>
        <source>Use it in this window.</source>
        <translation>Использовать его в этом окне.</translation>
    </message>
    <message>
        <source>Use it beside the one of this window.</source>
        <translation>Использовать его наряду с подключением этого окна.</translation>
    </message>
    <message>
        <source>Try each step of connecting and say what was found.</source>
        <translation>Пройти каждый шаг подключения и сообщить, что обнаружено.</translation>
    </message>
    <message>
        <source>One is being tested…</source>
        <translation>Одно уже проверяется…</translation>
    </message>
    <message>
        <source>Change it.</source>
        <translation>Изменить его.</translation>
    </message>
    <message>
        <source>Forget it, with its secret.</source>
        <translation>Забыть его вместе с секретом.</translation>
    </message>
    <message>
        <source>The embedded engine and contexts cannot be removed here.</source>
        <translation>Встроенный движок и контексты здесь удалить нельзя.</translation>
    </message>
    <message>
        <source>A window is on it: close that or switch it first.</source>
        <translation>Его использует окно: сначала закройте или переключите это окно.</translation>
    </message>
    <message>
        <source>to choose from</source>
        <translation>на выбор</translation>
    </message>
    <message>
        <source>Remove the connection %1?</source>
        <translation>Удалить подключение %1?</translation>
    </message>
    <message>
        <source>Its address and its secret are forgotten. Nothing changes at the other end.</source>
        <translation>Его адрес и секрет будут забыты. На другой стороне ничего не изменится.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Удалить</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Оставить</translation>
    </message>
    <message>
        <source>%1 is removed.</source>
        <translation>%1 — удалено.</translation>
    </message>
    <message>
        <source>Test of %1</source>
        <translation>Проверка %1</translation>
    </message>
    <message>
        <source>Contexts are read from the folder of the nats command line and never written. Of them and of the embedded engine tenant, colour, production and looking only can be set.</source>
        <translation>Контексты читаются из папки командной строки nats и никогда не записываются. Для них и для встроенного движка можно задать арендатора, цвет, производственную среду и режим «только просмотр».</translation>
    </message>
    <message>
        <source>Give it a tenant or a colour, or mark it as production.</source>
        <translation>Задать арендатора или цвет либо пометить как производственную среду.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::ContentStack</name>
    <message>
        <source>Try again</source>
        <translation>Повторить попытку</translation>
    </message>
</context>
<context>
    <name>beamline::ui::DeadLetterModel</name>
    <message>
        <source>Fault without an error</source>
        <translation>Сбой без ошибки</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Ошибка</translation>
    </message>
    <message>
        <source>Workflow</source>
        <translation>Рабочий процесс</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Задача</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Запуски</translation>
    </message>
    <message>
        <source>First</source>
        <translation>Первый</translation>
    </message>
    <message>
        <source>Last</source>
        <translation>Последний</translation>
    </message>
    <message>
        <source>%1/%2, version %3</source>
        <translation>%1/%2, версия %3</translation>
    </message>
    <message>
        <source>%1, dry run</source>
        <translation>%1, пробный запуск</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n run(s)</source>
        <translation>
            <numerusform>%1, %n запуск</numerusform>
            <numerusform>%1, %n запуска</numerusform>
            <numerusform>%1, %n запусков</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>beamline::ui::DeadLettersPage</name>
    <message>
        <source>Filter by workflow, run, error or label</source>
        <translation>Фильтр по процессу, запуску, ошибке или метке</translation>
    </message>
    <message>
        <source>Open run</source>
        <translation>Открыть запуск</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Повторить</translation>
    </message>
    <message>
        <source>Edit and retry…</source>
        <translation>Изменить и повторить…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Экспорт…</translation>
    </message>
    <message>
        <source>Discard…</source>
        <translation>Отбросить…</translation>
    </message>
    <message>
        <source>Dead letters</source>
        <translation>Сбойные запуски</translation>
    </message>
    <message>
        <source>Loading dead letters…</source>
        <translation>Загрузка сбойных запусков…</translation>
    </message>
    <message>
        <source>No dead letter fits</source>
        <translation>Подходящих сбойных запусков нет</translation>
    </message>
    <message>
        <source>No faulted run matches the text you filter by.</source>
        <translation>Ни один сбойный запуск не соответствует тексту фильтра.</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>Очистить фильтр</translation>
    </message>
    <message>
        <source>No dead letters</source>
        <translation>Сбойных запусков нет</translation>
    </message>
    <message>
        <source>A run that faults comes here and waits for you: grouped by its error, with the data of the task that failed. Retry it as it is, or with an input that you mend, export it, or discard it.</source>
        <translation>Запуск, в котором произошёл сбой, попадает сюда и ждёт вас: сгруппированный по ошибке, с данными задачи, завершившейся ошибкой. Его можно повторить как есть или с исправленными входными данными, экспортировать или отбросить.</translation>
    </message>
    <message>
        <source>See runs</source>
        <translation>Посмотреть запуски</translation>
    </message>
    <message>
        <source>These rows are as of the last answer. %1</source>
        <translation>Эти строки соответствуют последнему ответу. %1</translation>
    </message>
    <message>
        <source>newest %1</source>
        <translation>последние %1</translation>
    </message>
    <message>
        <source>There are more: filter to see them.</source>
        <translation>Есть и другие: чтобы их увидеть, используйте фильтр.</translation>
    </message>
    <message>
        <source>The engine is being asked…</source>
        <translation>Отправлен запрос движку…</translation>
    </message>
    <message>
        <source>Select runs, or a whole group, first.</source>
        <translation>Сначала выберите запуски или целую группу.</translation>
    </message>
    <message>
        <source>Show this run with its graph and history.</source>
        <translation>Показать этот запуск с его графом и историей.</translation>
    </message>
    <message>
        <source>Select one run.</source>
        <translation>Выберите один запуск.</translation>
    </message>
    <message>
        <source>Go on at the task that failed, with the input it had.</source>
        <translation>Продолжить с задачи, завершившейся ошибкой, с прежними входными данными.</translation>
    </message>
    <message>
        <source>Shows first what would happen to each of the runs.</source>
        <translation>Сначала показывает, что произойдёт с каждым из запусков.</translation>
    </message>
    <message>
        <source>Mend the input of the task that failed, then go on there.</source>
        <translation>Исправить входные данные задачи, завершившейся ошибкой, и продолжить с неё.</translation>
    </message>
    <message>
        <source>An input is mended for one run at a time.</source>
        <translation>Входные данные исправляются только для одного запуска за раз.</translation>
    </message>
    <message>
        <source>Write run, error, input and history as JSON to a file.</source>
        <translation>Записать запуск, ошибку, входные данные и историю в файл в формате JSON.</translation>
    </message>
    <message>
        <source>A file takes at most %1 runs.</source>
        <translation>Файл вмещает не более %1 запусков.</translation>
    </message>
    <message>
        <source>Ends them for good; error and history stay readable.</source>
        <translation>Отбросить окончательно; ошибка и история остаются доступны для чтения.</translation>
    </message>
    <message>
        <source>Looking at the run</source>
        <translation>Просмотр запуска</translation>
    </message>
    <message>
        <source>Run %1 goes on.</source>
        <translation>Запуск %1 продолжается.</translation>
    </message>
    <message>
        <source>Retrying the run</source>
        <translation>Повтор запуска</translation>
    </message>
    <message>
        <source>The run is %1 by now.</source>
        <translation>Текущее состояние запуска: %1.</translation>
    </message>
    <message>
        <source>No task of this run can take another input: what failed was in the middle of its work, or had done it. Retry it as it is, or start a new run.</source>
        <translation>Ни одна задача этого запуска не может принять другие входные данные: задача, завершившаяся ошибкой, была в середине работы или уже выполнила её. Повторите запуск как есть или начните новый.</translation>
    </message>
    <message>
        <source>Run %1 goes on with the new input.</source>
        <translation>Запуск %1 продолжается с новыми входными данными.</translation>
    </message>
    <message>
        <source>Export dead letters</source>
        <translation>Экспорт сбойных запусков</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>Exporting</source>
        <translation>Экспорт</translation>
    </message>
    <message>
        <source>%1 was not written: %2.</source>
        <translation>%1 не записан: %2.</translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) exported to %1.</source>
        <translation>
            <numerusform>%n запуск экспортирован в %1.</numerusform>
            <numerusform>%n запуска экспортировано в %1.</numerusform>
            <numerusform>%n запусков экспортировано в %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>faulted</source>
        <comment>that many runs</comment>
        <translation>
            <numerusform>со сбоем</numerusform>
            <numerusform>со сбоем</numerusform>
            <numerusform>со сбоем</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>kind(s) of error</source>
        <translation>
            <numerusform>вид ошибок</numerusform>
            <numerusform>вида ошибок</numerusform>
            <numerusform>видов ошибок</numerusform>
        </translation>
    </message>
    <message>
        <source>Re-run…</source>
        <translation>Перезапустить…</translation>
    </message>
    <message>
        <source>Begin new runs, on another version when that mends them.</source>
        <translation>Начать новые запуски, на другой версии, если она исправляет ошибку.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::DecisionListModel</name>
    <message>
        <source>Decided</source>
        <translation>Решено</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Запрос</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>Поставщик</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Причина</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>Ожидается</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Стоимость</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Нет</translation>
    </message>
    <message>
        <source>Request %1
Trace %2
Decision %3</source>
        <translation>Запрос %1
Трассировка %2
Решение %3</translation>
    </message>
</context>
<context>
    <name>beamline::ui::DecisionOutbox</name>
    <message>
        <source>The data shown with it is another.</source>
        <translation>Показанные с запросом данные изменились.</translation>
    </message>
    <message>
        <source>%1 was %2 and is %3.</source>
        <translation>%1: было %2, стало %3.</translation>
    </message>
    <message>
        <source>%1 is new: %2.</source>
        <translation>%1 — новое: %2.</translation>
    </message>
    <message>
        <source>%1 has gone.</source>
        <translation>%1 — больше нет.</translation>
    </message>
    <message>
        <source>It was approved meanwhile, last by %1.</source>
        <translation>Тем временем запрос согласован, последним — %1.</translation>
    </message>
    <message>
        <source>It was rejected meanwhile by %1.</source>
        <translation>Тем временем запрос отклонён: %1.</translation>
    </message>
    <message>
        <source>It has expired meanwhile.</source>
        <translation>Тем временем срок запроса истёк.</translation>
    </message>
    <message>
        <source>It was withdrawn meanwhile.</source>
        <translation>Тем временем запрос отозван.</translation>
    </message>
    <message>
        <source>Its subject was “%1” and is “%2”.</source>
        <translation>Тема была «%1», стала «%2».</translation>
    </message>
    <message>
        <source>Its summary is another.</source>
        <translation>Сводка изменилась.</translation>
    </message>
    <message>
        <source>Its risk is another.</source>
        <translation>Риск изменился.</translation>
    </message>
    <message>
        <source>Others may decide it.</source>
        <translation>Решать могут другие.</translation>
    </message>
    <message>
        <source>Its form asks for something else.</source>
        <translation>Форма запрашивает другие данные.</translation>
    </message>
    <message>
        <source>What happens next is another.</source>
        <translation>Изменилось то, что произойдёт дальше.</translation>
    </message>
    <message>
        <source>Decisions that waited to be delivered could not be read; the file was put aside as %1. Decide again what is still open.</source>
        <translation>Решения, ожидавшие доставки, прочитать не удалось; файл сохранён отдельно под именем %1. Примите заново решения по тому, что ещё открыто.</translation>
    </message>
    <message>
        <source>Decisions that wait to be delivered cannot be read: look at the file %1.</source>
        <translation>Решения, ожидающие доставки, прочитать невозможно: проверьте файл %1.</translation>
    </message>
    <message>
        <source>The file that kept it was changed outside of Beamline, so it is not delivered.</source>
        <translation>Файл, в котором оно хранилось, изменён вне Beamline, поэтому оно не доставляется.</translation>
    </message>
    <message>
        <source>The decision cannot be kept in %1: %2.</source>
        <translation>Решение невозможно сохранить в %1: %2.</translation>
    </message>
    <message>
        <source>%1 decisions wait to be delivered already: connect first.</source>
        <translation>Доставки уже ожидают решения (%1): сначала подключитесь.</translation>
    </message>
    <message numerus="yes">
        <source>It needed %1 and needs %n approval(s).</source>
        <translation>
            <numerusform>Требовалось %1, теперь требуется %n согласование.</numerusform>
            <numerusform>Требовалось %1, теперь требуется %n согласования.</numerusform>
            <numerusform>Требовалось %1, теперь требуется %n согласований.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>beamline::ui::DecisionPane</name>
    <message>
        <source>Approval</source>
        <translation>Согласование</translation>
    </message>
    <message>
        <source>What you write cannot be kept in %1: it is lost when the program ends. Free some space, or see who may write there.</source>
        <translation>Введённый текст невозможно сохранить в %1: при завершении программы он будет потерян. Освободите место или проверьте, кому разрешена запись в эту папку.</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>Согласовать</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>Отклонить</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Комментарий</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>Сводка</translation>
    </message>
    <message>
        <source>What happens next</source>
        <translation>Что произойдёт дальше</translation>
    </message>
    <message>
        <source>Fill in</source>
        <translation>Заполнить</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>Контекст</translation>
    </message>
    <message>
        <source>Decisions</source>
        <translation>Решения</translation>
    </message>
    <message>
        <source>Type the subject to approve</source>
        <translation>Для согласования введите тему</translation>
    </message>
    <message>
        <source>Comment (kept with the decision)</source>
        <translation>Комментарий (сохраняется вместе с решением)</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Ещё</translation>
    </message>
    <message>
        <source>What else can be done with it</source>
        <translation>Что ещё можно сделать с запросом</translation>
    </message>
    <message>
        <source>High risk, its workflow says: a mistake is hard to take back. Type &lt;b&gt;%1&lt;/b&gt; to approve.</source>
        <translation>По данным рабочего процесса, риск высокий: ошибку трудно исправить. Чтобы согласовать, введите &lt;b&gt;%1&lt;/b&gt;.</translation>
    </message>
    <message>
        <source>Being decided…</source>
        <translation>Решение принимается…</translation>
    </message>
    <message>
        <source>Decision not taken</source>
        <translation>Решение не принято</translation>
    </message>
    <message>
        <source>Approving…</source>
        <translation>Согласование…</translation>
    </message>
    <message>
        <source>Rejecting…</source>
        <translation>Отклонение…</translation>
    </message>
    <message>
        <source>Waiting to be delivered</source>
        <translation>Ожидает доставки</translation>
    </message>
    <message>
        <source>raised by %1 %2</source>
        <translation>запрошено процессом %1 %2</translation>
    </message>
    <message>
        <source>requested by %1</source>
        <translation>заявитель: %1</translation>
    </message>
    <message>
        <source>Raised %1
Due %2</source>
        <translation>Запрошено: %1
Срок: %2</translation>
    </message>
    <message>
        <source>Raised %1</source>
        <translation>Запрошено: %1</translation>
    </message>
    <message>
        <source>Decisions (%1 of %2)</source>
        <translation>Решения (%1 из %2)</translation>
    </message>
    <message>
        <source>None yet.</source>
        <translation>Пока нет.</translation>
    </message>
    <message>
        <source>Select an approval first.</source>
        <translation>Сначала выберите согласование.</translation>
    </message>
    <message>
        <source>It is decided: %1.</source>
        <translation>Решение принято: %1.</translation>
    </message>
    <message>
        <source>The engine is being asked…</source>
        <translation>Отправлен запрос движку…</translation>
    </message>
    <message>
        <source>. It is kept, and delivered when the engine can be reached.</source>
        <translation>. Решение сохраняется и будет доставлено, когда движок станет доступен.</translation>
    </message>
    <message>
        <source>Type the subject above first: the risk is high.</source>
        <translation>Сначала введите указанную выше тему: риск высокий.</translation>
    </message>
    <message>
        <source>Keep the comment without deciding</source>
        <translation>Сохранить комментарий, не принимая решения</translation>
    </message>
    <message>
        <source>Write a comment</source>
        <translation>Написать комментарий</translation>
    </message>
    <message>
        <source>Fill in the form first: what is missing is marked.</source>
        <translation>Сначала заполните форму: недостающее отмечено.</translation>
    </message>
    <message>
        <source>It was not approved</source>
        <translation>Согласовать не удалось</translation>
    </message>
    <message>
        <source>It was not rejected</source>
        <translation>Отклонить не удалось</translation>
    </message>
    <message>
        <source>The comment was not kept</source>
        <translation>Комментарий не сохранён</translation>
    </message>
    <message>
        <source>Look at what became of your decision first, above.</source>
        <translation>Сначала посмотрите выше, что стало с вашим решением.</translation>
    </message>
    <message>
        <source>Your decision is about to be sent: undo it to decide otherwise.</source>
        <translation>Ваше решение вот-вот будет отправлено: отмените его, чтобы решить иначе.</translation>
    </message>
    <message>
        <source>Your decision waits to be delivered: withdraw it to decide otherwise.</source>
        <translation>Ваше решение ожидает доставки: отзовите его, чтобы решить иначе.</translation>
    </message>
    <message>
        <source>Approving… It counts when the engine has it.</source>
        <translation>Согласование… Решение вступит в силу, когда его получит движок.</translation>
    </message>
    <message>
        <source>Rejecting… It counts when the engine has it.</source>
        <translation>Отклонение… Решение вступит в силу, когда его получит движок.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Отменить</translation>
    </message>
    <message>
        <source>Your decision is being delivered…</source>
        <translation>Ваше решение доставляется…</translation>
    </message>
    <message>
        <source>Waiting to be delivered: your approval of %1. It counts when the engine has it.</source>
        <translation>Ожидает доставки: ваше согласование от %1. Решение вступит в силу, когда его получит движок.</translation>
    </message>
    <message>
        <source>Waiting to be delivered: your rejection of %1. It counts when the engine has it.</source>
        <translation>Ожидает доставки: ваш отказ от %1. Решение вступит в силу, когда его получит движок.</translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation>Отозвать</translation>
    </message>
    <message>
        <source>Your decision of %1 was not taken: %2</source>
        <translation>Ваше решение от %1 не принято: %2</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Скрыть</translation>
    </message>
    <message>
        <source>It has just come up. Look at it first, then decide.</source>
        <translation>Запрос только что появился. Сначала ознакомьтесь с ним, затем решайте.</translation>
    </message>
    <message>
        <source>Your decision is being kept…</source>
        <translation>Ваше решение сохраняется…</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Сохраняется…</translation>
    </message>
    <message>
        <source>The risk is high: type its subject here, then approve.</source>
        <translation>Риск высокий: введите здесь тему, затем согласуйте.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::DecisionWhyPane</name>
    <message>
        <source>Way of the decision</source>
        <translation>Ход решения</translation>
    </message>
    <message>
        <source>Candidates</source>
        <translation>Кандидаты</translation>
    </message>
    <message>
        <source>No decision selected</source>
        <translation>Решение не выбрано</translation>
    </message>
    <message>
        <source>Select one above to see why it went where it went.</source>
        <translation>Выберите решение выше, чтобы увидеть, почему запрос попал туда, куда попал.</translation>
    </message>
    <message>
        <source>Loading the decision…</source>
        <translation>Загрузка решения…</translation>
    </message>
    <message>
        <source>No provider</source>
        <translation>Нет поставщика</translation>
    </message>
    <message>
        <source>%1 · request %2 · version %3</source>
        <translation>%1 · запрос %2 · версия %3</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>beamline::ui::DeployDialog</name>
    <message>
        <source>Looking at what is deployed…</source>
        <translation>Проверка того, что развёрнуто…</translation>
    </message>
    <message>
        <source>Compare with version</source>
        <translation>Сравнить с версией</translation>
    </message>
    <message>
        <source>F8 goes to the next difference.</source>
        <translation>F8 — переход к следующему различию.</translation>
    </message>
    <message>
        <source>Back to the text</source>
        <translation>Назад к тексту</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>Deploy</source>
        <translation>Развернуть</translation>
    </message>
    <message>
        <source>Deploy a workflow</source>
        <translation>Развернуть рабочий процесс</translation>
    </message>
    <message>
        <source>Compare versions</source>
        <translation>Сравнить версии</translation>
    </message>
    <message>
        <source>against %1 (latest)</source>
        <translation>с %1 (последней)</translation>
    </message>
    <message>
        <source>against %1</source>
        <translation>с %1</translation>
    </message>
    <message>
        <source>A new workflow</source>
        <translation>Новый рабочий процесс</translation>
    </message>
    <message>
        <source>No version of %1 is deployed in the namespace %2 yet: there is nothing to compare with.</source>
        <translation>В пространстве имён %2 ещё не развёрнуто ни одной версии %1: сравнивать не с чем.</translation>
    </message>
    <message>
        <source>very different</source>
        <translation>очень отличается</translation>
    </message>
    <message>
        <source>The same text</source>
        <translation>Текст совпадает</translation>
    </message>
    <message>
        <source>It differs in nothing from this version.</source>
        <translation>Отличий от этой версии нет.</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Raise the version first.</source>
        <translation>Сначала повысьте версию.</translation>
    </message>
    <message>
        <source>%1 is deployed already. A deployed version never changes: a new text needs a new version.</source>
        <translation>Версия %1 уже развёрнута. Развёрнутая версия никогда не меняется: для нового текста нужна новая версия.</translation>
    </message>
    <message>
        <source>Use %1</source>
        <translation>Использовать %1</translation>
    </message>
</context>
<context>
    <name>beamline::ui::DiagnosisView</name>
    <message>
        <source>passed</source>
        <translation>пройдено</translation>
    </message>
    <message>
        <source>to be looked at</source>
        <translation>требует внимания</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>не пройдено</translation>
    </message>
    <message>
        <source>not tried</source>
        <translation>не проверено</translation>
    </message>
    <message>
        <source>Result of the test</source>
        <translation>Результат проверки</translation>
    </message>
    <message>
        <source>Testing…</source>
        <translation>Проверка…</translation>
    </message>
    <message>
        <source>Address, TLS, sign-in, permissions, JetStream and Beamline are looked at one after the other.</source>
        <translation>Адрес, TLS, вход, права доступа, JetStream и Beamline проверяются по очереди.</translation>
    </message>
    <message>
        <source>Not tried.</source>
        <translation>Не проверено.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::DiffView</name>
    <message>
        <source>What differs</source>
        <translation>Различие</translation>
    </message>
    <message numerus="yes">
        <source>%n equal line(s)</source>
        <translation>
            <numerusform>%n совпадающая строка</numerusform>
            <numerusform>%n совпадающие строки</numerusform>
            <numerusform>%n совпадающих строк</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>… and %n more line(s).</source>
        <translation>
            <numerusform>… и ещё %n строка.</numerusform>
            <numerusform>… и ещё %n строки.</numerusform>
            <numerusform>… и ещё %n строк.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>beamline::ui::DraftListModel</name>
    <message>
        <source>no name yet</source>
        <translation>пока без имени</translation>
    </message>
    <message>
        <source>%1, begun from %2</source>
        <translation>%1, создан на основе %2</translation>
    </message>
    <message>
        <source>Draft of %1, changed %2</source>
        <translation>Черновик %1, изменён %2</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>Черновик</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Изменено</translation>
    </message>
</context>
<context>
    <name>beamline::ui::DraftStoreText</name>
    <message>
        <source>The draft is larger than 4 MB and was not saved. Save it to a file, or make it smaller.</source>
        <translation>Черновик больше 4 МБ и не сохранён. Сохраните его в файл или сократите.</translation>
    </message>
    <message>
        <source>The draft was not saved: %1 cannot be made. Save it to a file.</source>
        <translation>Черновик не сохранён: невозможно создать %1. Сохраните его в файл.</translation>
    </message>
    <message>
        <source>The draft was not saved: %1. Free some space, or save it to a file.</source>
        <translation>Черновик не сохранён: %1. Освободите место или сохраните его в файл.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::DryRunEditor</name>
    <message>
        <source>What answers instead of the world</source>
        <translation>Что отвечает вместо внешнего мира</translation>
    </message>
    <message>
        <source>The first mock that fits a call answers it, with its &lt;tt&gt;output&lt;/tt&gt; or &lt;tt&gt;error&lt;/tt&gt;; &lt;tt&gt;*&lt;/tt&gt; in &lt;tt&gt;task&lt;/tt&gt; or &lt;tt&gt;function&lt;/tt&gt; stands for anything.</source>
        <translation>На вызов отвечает первая подходящая заглушка — своим &lt;tt&gt;output&lt;/tt&gt; или &lt;tt&gt;error&lt;/tt&gt;; &lt;tt&gt;*&lt;/tt&gt; в &lt;tt&gt;task&lt;/tt&gt; или &lt;tt&gt;function&lt;/tt&gt; означает что угодно.</translation>
    </message>
    <message>
        <source>Plan of the dry run as JSON</source>
        <translation>План пробного запуска в формате JSON</translation>
    </message>
    <message>
        <source>No dry run can be started, as the engine suggests no mocks: %1 An engine older than this console would start a real run instead.</source>
        <translation>Пробный запуск начать нельзя, так как движок не предлагает заглушек: %1 Движок старше этой консоли начал бы вместо него настоящий запуск.</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>Спросить ещё раз</translation>
    </message>
    <message>
        <source>Whether the engine knows dry runs is being asked…</source>
        <translation>Выясняется, поддерживает ли движок пробные запуски…</translation>
    </message>
    <message>
        <source>The plan of a dry run is a JSON object, such as {&quot;mocks&quot;: []}.</source>
        <translation>План пробного запуска — это объект JSON, например {&quot;mocks&quot;: []}.</translation>
    </message>
    <message>
        <source>Line %1: %2</source>
        <translation>Строка %1: %2</translation>
    </message>
</context>
<context>
    <name>beamline::ui::DryRunModel</name>
    <message>
        <source>Mock %1</source>
        <translation>Заглушка %1</translation>
    </message>
    <message>
        <source>Mock %1, an error</source>
        <translation>Заглушка %1, ошибка</translation>
    </message>
    <message>
        <source>Refused: no mock</source>
        <translation>Отказано: нет заглушки</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>Пропущено</translation>
    </message>
    <message>
        <source>Waits for events</source>
        <translation>Ожидает событий</translation>
    </message>
    <message>
        <source>Not published</source>
        <translation>Не опубликовано</translation>
    </message>
    <message>
        <source>Not started</source>
        <translation>Не запущено</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Задача</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Что</translation>
    </message>
    <message>
        <source>Answered by</source>
        <translation>Кто ответил</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
</context>
<context>
    <name>beamline::ui::DryRunPanel</name>
    <message>
        <source>What would have happened</source>
        <translation>Что произошло бы</translation>
    </message>
    <message>
        <source>Arguments</source>
        <translation>Аргументы</translation>
    </message>
    <message>
        <source>Nothing yet</source>
        <translation>Пока ничего</translation>
    </message>
    <message>
        <source>Whatever this dry run would have done to the world appears here, with its arguments.</source>
        <translation>Здесь появляется всё, что этот пробный запуск сделал бы с внешним миром, вместе с аргументами.</translation>
    </message>
    <message>
        <source>Loading what would have happened…</source>
        <translation>Загрузка того, что произошло бы…</translation>
    </message>
    <message>
        <source>Select a row to see its arguments.</source>
        <translation>Выберите строку, чтобы увидеть её аргументы.</translation>
    </message>
    <message>
        <source>It takes no arguments.</source>
        <translation>Аргументов не принимает.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::ElidedLabel</name>
    <message>
        <source>Copy</source>
        <translation>Копировать</translation>
    </message>
</context>
<context>
    <name>beamline::ui::EngineSession</name>
    <message>
        <source>This is an archive: it can be read, and nothing in it can be changed.</source>
        <translation>Это архив: его можно читать, но ничего в нём нельзя изменить.</translation>
    </message>
    <message>
        <source>The engine has not answered yet.</source>
        <translation>Движок ещё не ответил.</translation>
    </message>
    <message>
        <source>What you see is being read anew; wait until it is as the engine has it.</source>
        <translation>Показанные данные читаются заново; дождитесь, пока они совпадут с данными движка.</translation>
    </message>
    <message>
        <source>The engine cannot be reached now.</source>
        <translation>Движок сейчас недоступен.</translation>
    </message>
    <message>
        <source>The engine refuses this connection.</source>
        <translation>Движок отклоняет это подключение.</translation>
    </message>
    <message>
        <source>This connection is for looking only, as its settings say.</source>
        <translation>Согласно настройкам, это подключение — только для просмотра.</translation>
    </message>
    <message>
        <source>This needs a newer engine (this one has %1).</source>
        <translation>Для этого нужен более новый движок (у этого — %1).</translation>
    </message>
    <message>
        <source>This needs the permission %1; you have no role here.</source>
        <translation>Для этого нужно право %1; у вас здесь нет роли.</translation>
    </message>
    <message>
        <source>This needs the permission %1, which you do not have as %2.</source>
        <translation>Для этого нужно право %1, которого у вас нет с ролью %2.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::ExportDialog</name>
    <message>
        <source>Export run</source>
        <translation>Экспорт запуска</translation>
    </message>
    <message>
        <source>Take %1 with you</source>
        <translation>Взять %1 с собой</translation>
    </message>
    <message>
        <source>The file holds the definition, everything that happened, and the data. Any console opens it without an engine, steps through it, and runs it again with mocks. Values of secrets are never in it.</source>
        <translation>Файл содержит определение, всё, что произошло, и данные. Любая консоль открывает его без движка, проходит по шагам и запускает снова с заглушками. Значений секретов в нём никогда нет.</translation>
    </message>
    <message>
        <source>password, email, iban</source>
        <translation>password, email, iban</translation>
    </message>
    <message>
        <source>Names of members to take out</source>
        <translation>Имена полей, которые следует убрать</translation>
    </message>
    <message>
        <source>Leave out all data: only what happened, and when</source>
        <translation>Убрать все данные: оставить только то, что и когда произошло</translation>
    </message>
    <message>
        <source>Take out</source>
        <translation>Убрать</translation>
    </message>
    <message>
        <source>Values of members with these names, in any case, and the same texts wherever else they stand. Numbers are taken out only where the member stands.</source>
        <translation>Значения полей с этими именами (в любом регистре), а также такие же тексты, где бы ещё они ни встречались. Числа убираются только там, где стоит само поле.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отменить</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Сохранить…</translation>
    </message>
    <message>
        <source>Making the archive…</source>
        <translation>Создание архива…</translation>
    </message>
    <message>
        <source>Archives of runs (*.beamline-run.json)</source>
        <translation>Архивы запусков (*.beamline-run.json)</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2. Choose another place.</source>
        <translation>Записать %1 невозможно: %2. Выберите другое место.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::ExtensionListModel</name>
    <message>
        <source>Extension</source>
        <translation>Расширение</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>Состояние</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Тип</translation>
    </message>
    <message>
        <source>Success</source>
        <translation>Успешность</translation>
    </message>
    <message>
        <source>Circuit</source>
        <translation>Предохранитель</translation>
    </message>
    <message>
        <source>Last error</source>
        <translation>Последняя ошибка</translation>
    </message>
</context>
<context>
    <name>beamline::ui::ExtensionPane</name>
    <message>
        <source>Overview</source>
        <translation>Обзор</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Настройки</translation>
    </message>
    <message>
        <source>Revisions</source>
        <translation>Ревизии</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Журнал</translation>
    </message>
    <message>
        <source>Save settings</source>
        <translation>Сохранить настройки</translation>
    </message>
    <message>
        <source>Roll back to this revision</source>
        <translation>Откатить к этой ревизии</translation>
    </message>
    <message>
        <source>What it may do</source>
        <translation>Что ему разрешено</translation>
    </message>
    <message>
        <source>Success</source>
        <translation>Успешность</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n call(s)</source>
        <translation>
            <numerusform>%1 из %n вызова</numerusform>
            <numerusform>%1 из %n вызовов</numerusform>
            <numerusform>%1 из %n вызовов</numerusform>
        </translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>Задержка</translation>
    </message>
    <message>
        <source>p50 %1 · p95 %2 · p99 %3</source>
        <translation>p50 %1 · p95 %2 · p99 %3</translation>
    </message>
    <message>
        <source>Circuit</source>
        <translation>Предохранитель</translation>
    </message>
    <message>
        <source>Last success</source>
        <translation>Последний успех</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Тип</translation>
    </message>
    <message>
        <source>Reached</source>
        <translation>Доступ</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Адрес</translation>
    </message>
    <message>
        <source>Signed by</source>
        <translation>Кем подписано</translation>
    </message>
    <message>
        <source>Nobody: it was not installed from a signed package</source>
        <translation>Никем: установлено не из подписанного пакета</translation>
    </message>
    <message>
        <source>Registered</source>
        <translation>Зарегистрировано</translation>
    </message>
    <message>
        <source>revision %1, %2, by %3</source>
        <translation>ревизия %1, %2, автор: %3</translation>
    </message>
    <message>
        <source>Last error</source>
        <translation>Последняя ошибка</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Nothing beyond answering.</source>
        <translation>Ничего, кроме ответов.</translation>
    </message>
    <message>
        <source>Revision %1 was stored meanwhile. Saving yours will be refused; choose the extension anew to see theirs.</source>
        <translation>Тем временем сохранена ревизия %1. Ваши настройки сохранены не будут; выберите расширение заново, чтобы увидеть новые.</translation>
    </message>
    <message>
        <source>Settings changed in the console</source>
        <translation>Настройки изменены в консоли</translation>
    </message>
    <message>
        <source>The settings are saved as revision %1.</source>
        <translation>Настройки сохранены как ревизия %1.</translation>
    </message>
    <message>
        <source>It is as in revision %1 again, as revision %2.</source>
        <translation>Снова как в ревизии %1, теперь это ревизия %2.</translation>
    </message>
    <message>
        <source>What it writes is kept where it runs: the engine hears only of its own processes.</source>
        <translation>То, что оно пишет, хранится там, где оно работает: движок слышит только собственные процессы.</translation>
    </message>
    <message>
        <source>It has written nothing on the node that answers.</source>
        <translation>На отвечающем узле оно ничего не записало.</translation>
    </message>
    <message>
        <source>What it wrote to its error output on the node that answers, oldest first.</source>
        <translation>Что оно записало в вывод ошибок на отвечающем узле, сначала старое.</translation>
    </message>
    <message>
        <source>Select an extension first.</source>
        <translation>Сначала выберите расширение.</translation>
    </message>
    <message>
        <source>The engine is being asked…</source>
        <translation>Отправлен запрос движку…</translation>
    </message>
    <message>
        <source>Its registration is being read…</source>
        <translation>Читается его регистрация…</translation>
    </message>
    <message>
        <source>Store them as a new revision.</source>
        <translation>Сохранить их как новую ревизию.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Ничего не изменено.</translation>
    </message>
    <message>
        <source>Make it the newest one again.</source>
        <translation>Снова сделать её новейшей.</translation>
    </message>
    <message>
        <source>Select a revision first.</source>
        <translation>Сначала выберите ревизию.</translation>
    </message>
    <message>
        <source>This one counts already.</source>
        <translation>Эта ревизия уже действует.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::ExtensionRegistry</name>
    <message>
        <source>Disable</source>
        <translation>Отключить</translation>
    </message>
    <message>
        <source>Release</source>
        <translation>Выпустить</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Удалить…</translation>
    </message>
    <message>
        <source>%1 is disabled.</source>
        <translation>%1 — отключено.</translation>
    </message>
    <message>
        <source>%1 is enabled.</source>
        <translation>%1 — включено.</translation>
    </message>
    <message>
        <source>%1 is released: it gets requests again.</source>
        <translation>%1 — выпущено: запросы снова поступают.</translation>
    </message>
    <message>
        <source>Extensions</source>
        <translation>Расширения</translation>
    </message>
    <message>
        <source>This engine has no extensions</source>
        <translation>В этом движке нет расширений</translation>
    </message>
    <message>
        <source>Loading extensions…</source>
        <translation>Загрузка расширений…</translation>
    </message>
    <message>
        <source>No extensions</source>
        <translation>Нет расширений</translation>
    </message>
    <message>
        <source>Programs in any language that change, check or answer the requests of a policy. Drop a package onto this page to install one, or register one that runs elsewhere.</source>
        <translation>Программы на любом языке, которые изменяют или проверяют запросы политики либо отвечают на них. Перетащите пакет на эту страницу, чтобы установить его, или зарегистрируйте программу, работающую в другом месте.</translation>
    </message>
    <message>
        <source>Install…</source>
        <translation>Установить…</translation>
    </message>
    <message>
        <source>Register…</source>
        <translation>Зарегистрировать…</translation>
    </message>
    <message>
        <source>This is as of the last answer. %1</source>
        <translation>Это состояние на момент последнего ответа. %1</translation>
    </message>
    <message>
        <source>There is no extension %1.</source>
        <translation>Расширения %1 нет.</translation>
    </message>
    <message>
        <source>Select an extension first.</source>
        <translation>Сначала выберите расширение.</translation>
    </message>
    <message>
        <source>The engine is being asked…</source>
        <translation>Отправлен запрос движку…</translation>
    </message>
    <message>
        <source>Enable</source>
        <translation>Включить</translation>
    </message>
    <message>
        <source>Send nothing to it any more.</source>
        <translation>Больше ничего ему не отправлять.</translation>
    </message>
    <message>
        <source>Send requests to it again.</source>
        <translation>Снова отправлять ему запросы.</translation>
    </message>
    <message>
        <source>End the quarantine and close the circuit.</source>
        <translation>Завершить карантин и замкнуть предохранитель.</translation>
    </message>
    <message>
        <source>It is not in quarantine.</source>
        <translation>Оно не в карантине.</translation>
    </message>
    <message>
        <source>Take it out of the registry.</source>
        <translation>Удалить его из реестра.</translation>
    </message>
    <message>
        <source>Remove the extension %1?</source>
        <translation>Удалить расширение %1?</translation>
    </message>
    <message>
        <source>Policies that name it go on without it, or refuse requests where they need it. It can be installed or registered again.</source>
        <translation>Политики, которые его указывают, работают без него или отказывают в запросах там, где оно обязательно. Его можно установить или зарегистрировать снова.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Удалить</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Оставить</translation>
    </message>
    <message>
        <source>%1 is removed.</source>
        <translation>%1 — удалено.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::ExtensionRevisionModel</name>
    <message>
        <source>%1, current</source>
        <translation>%1, текущая</translation>
    </message>
    <message>
        <source>Not signed</source>
        <translation>Не подписано</translation>
    </message>
    <message>
        <source>Revision</source>
        <translation>Ревизия</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Когда</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Кем</translation>
    </message>
    <message>
        <source>Signed by</source>
        <translation>Кем подписано</translation>
    </message>
</context>
<context>
    <name>beamline::ui::ExtensionsPage</name>
    <message>
        <source>Pipeline (changed)</source>
        <translation>Конвейер (изменён)</translation>
    </message>
    <message>
        <source>Pipeline</source>
        <translation>Конвейер</translation>
    </message>
    <message>
        <source>Register…</source>
        <translation>Зарегистрировать…</translation>
    </message>
    <message>
        <source>Install…</source>
        <translation>Установить…</translation>
    </message>
    <message>
        <source>Registered extensions, pipeline or dry run</source>
        <translation>Зарегистрированные расширения, конвейер или пробный запуск</translation>
    </message>
    <message>
        <source>Registered</source>
        <translation>Зарегистрировано</translation>
    </message>
    <message>
        <source>Dry run</source>
        <translation>Пробный запуск</translation>
    </message>
    <message>
        <source>in all</source>
        <translation>всего</translation>
    </message>
    <message>
        <source>in trouble</source>
        <translation>с проблемами</translation>
    </message>
    <message>
        <source>Install a package (.beamline-extension); it can be dropped onto this page, too.</source>
        <translation>Установить пакет (.beamline-extension); его можно и перетащить на эту страницу.</translation>
    </message>
    <message>
        <source>Register an extension that runs elsewhere.</source>
        <translation>Зарегистрировать расширение, работающее в другом месте.</translation>
    </message>
    <message>
        <source>Install an extension</source>
        <translation>Установка расширения</translation>
    </message>
    <message>
        <source>Packages (*.beamline-extension)</source>
        <translation>Пакеты (*.beamline-extension)</translation>
    </message>
    <message>
        <source>%1 is installed in the place of the version before.</source>
        <translation>%1 — установлено вместо прежней версии.</translation>
    </message>
    <message>
        <source>%1 is installed. Add it to a pipeline to use it.</source>
        <translation>%1 — установлено. Чтобы использовать его, добавьте его в конвейер.</translation>
    </message>
    <message>
        <source>%1 is registered. Add it to a pipeline to use it.</source>
        <translation>%1 — зарегистрировано. Чтобы использовать его, добавьте его в конвейер.</translation>
    </message>
    <message>
        <source>Extensions</source>
        <translation>Расширения</translation>
    </message>
</context>
<context>
    <name>beamline::ui::FileSaver</name>
    <message>
        <source>its folder cannot be made</source>
        <translation>создать его папку невозможно</translation>
    </message>
</context>
<context>
    <name>beamline::ui::FindBar</name>
    <message>
        <source>Find</source>
        <translation>Найти</translation>
    </message>
    <message>
        <source>Find in the source</source>
        <translation>Найти в исходном тексте</translation>
    </message>
    <message>
        <source>Aa</source>
        <translation>Аа</translation>
    </message>
    <message>
        <source>Upper and lower case matter</source>
        <translation>Учитывать регистр</translation>
    </message>
    <message>
        <source>Previous (Shift+Enter)</source>
        <translation>Предыдущее (Shift+Enter)</translation>
    </message>
    <message>
        <source>Next (Enter)</source>
        <translation>Следующее (Enter)</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Закрыть (Esc)</translation>
    </message>
    <message>
        <source>Replace by</source>
        <translation>Заменить на</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Заменить</translation>
    </message>
    <message>
        <source>Replace all</source>
        <translation>Заменить всё</translation>
    </message>
    <message numerus="yes">
        <source>%n replaced</source>
        <translation>
            <numerusform>Заменено: %n</numerusform>
            <numerusform>Заменено: %n</numerusform>
            <numerusform>Заменено: %n</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Ничего не найдено</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 из %2</translation>
    </message>
    <message numerus="yes">
        <source>%n place(s)</source>
        <translation>
            <numerusform>%n место</numerusform>
            <numerusform>%n места</numerusform>
            <numerusform>%n мест</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>beamline::ui::Formatting</name>
    <message>
        <source>%1 s</source>
        <translation>%1 с</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 мин</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 ч</translation>
    </message>
    <message>
        <source>%1 d</source>
        <translation>%1 д</translation>
    </message>
    <message>
        <source>%1 d %2 h</source>
        <translation>%1 д %2 ч</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 ч %2 мин</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 мс</translation>
    </message>
    <message>
        <source>%1 m %2 s</source>
        <translation>%1 мин %2 с</translation>
    </message>
    <message>
        <source>%1 h %2 m</source>
        <translation>%1 ч %2 мин</translation>
    </message>
    <message>
        <source>%1 µs</source>
        <translation>%1 мкс</translation>
    </message>
    <message>
        <source>now</source>
        <translation>сейчас</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation>%1 назад</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>вчера</translation>
    </message>
    <message>
        <source>%1 d ago</source>
        <translation>%1 д назад</translation>
    </message>
    <message>
        <source>overdue by %1</source>
        <translation>просрочено на %1</translation>
    </message>
    <message>
        <source>due tomorrow</source>
        <translation>срок завтра</translation>
    </message>
    <message>
        <source>due in %1</source>
        <translation>срок через %1</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Неизвестно</translation>
    </message>
    <message>
        <source>Pending</source>
        <translation>В очереди</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Выполняется</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Ожидает</translation>
    </message>
    <message>
        <source>Suspended</source>
        <translation>Приостановлен</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Отменён</translation>
    </message>
    <message>
        <source>Faulted</source>
        <translation>Сбой</translation>
    </message>
    <message>
        <source>Completed</source>
        <translation>Завершён</translation>
    </message>
    <message>
        <source>Dry run</source>
        <translation>Пробный запуск</translation>
    </message>
    <message>
        <source>A dry run: what would change the world was answered by mocks or refused.</source>
        <translation>Пробный запуск: на то, что изменило бы внешний мир, отвечали заглушки, либо в этом было отказано.</translation>
    </message>
    <message>
        <source>Approved</source>
        <translation>Согласовано</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Отклонено</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>Срок истёк</translation>
    </message>
    <message>
        <source>Escalated</source>
        <translation>Эскалировано</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>Отозвано</translation>
    </message>
    <message>
        <source>low risk</source>
        <translation>низкий риск</translation>
    </message>
    <message>
        <source>medium risk</source>
        <translation>средний риск</translation>
    </message>
    <message>
        <source>high risk</source>
        <translation>высокий риск</translation>
    </message>
    <message>
        <source>does nothing outside of its run; a dry run calls it</source>
        <translation>ничего не делает вне своего запуска; пробный запуск вызывает её</translation>
    </message>
    <message>
        <source>reads from the world and changes nothing; a dry run calls it</source>
        <translation>читает данные извне и ничего не меняет; пробный запуск вызывает её</translation>
    </message>
    <message>
        <source>may change the world; a dry run needs a mock for it</source>
        <translation>может изменить внешний мир; для пробного запуска нужна заглушка</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>отклоняется</translation>
    </message>
    <message>
        <source>escalated</source>
        <translation>эскалируется</translation>
    </message>
    <message>
        <source>the run fails</source>
        <translation>запуск завершается сбоем</translation>
    </message>
    <message>
        <source>approved</source>
        <translation>согласуется</translation>
    </message>
    <message>
        <source>anybody</source>
        <translation>любой</translation>
    </message>
    <message>
        <source>%1 or %2</source>
        <translation>%1 или %2</translation>
    </message>
    <message>
        <source>Run created</source>
        <translation>Запуск создан</translation>
    </message>
    <message>
        <source>Run started</source>
        <translation>Запуск начат</translation>
    </message>
    <message>
        <source>Run waits</source>
        <translation>Запуск ожидает</translation>
    </message>
    <message>
        <source>Run goes on</source>
        <translation>Запуск идёт дальше</translation>
    </message>
    <message>
        <source>Run suspended</source>
        <translation>Запуск приостановлен</translation>
    </message>
    <message>
        <source>Run resumed</source>
        <translation>Запуск продолжен</translation>
    </message>
    <message>
        <source>Run cancelled</source>
        <translation>Запуск отменён</translation>
    </message>
    <message>
        <source>Run faulted</source>
        <translation>Сбой запуска</translation>
    </message>
    <message>
        <source>Run completed</source>
        <translation>Запуск завершён</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Создано</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Начато</translation>
    </message>
    <message>
        <source>Resumed</source>
        <translation>Продолжено</translation>
    </message>
    <message>
        <source>Retried</source>
        <translation>Повторено</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>Пропущено</translation>
    </message>
    <message>
        <source>Exchanged</source>
        <translation>Обмен данными</translation>
    </message>
    <message>
        <source>Rehearsed</source>
        <translation>Отрепетировано</translation>
    </message>
    <message>
        <source>Approval raised</source>
        <translation>Согласование запрошено</translation>
    </message>
    <message>
        <source>Approval claimed</source>
        <translation>Согласование взято</translation>
    </message>
    <message>
        <source>Approval commented</source>
        <translation>Согласование прокомментировано</translation>
    </message>
    <message>
        <source>Approval delegated</source>
        <translation>Согласование делегировано</translation>
    </message>
    <message>
        <source>Approval snoozed</source>
        <translation>Согласование отложено</translation>
    </message>
    <message>
        <source>Approval escalated</source>
        <translation>Согласование эскалировано</translation>
    </message>
    <message>
        <source>Decided</source>
        <translation>Решено</translation>
    </message>
    <message>
        <source>Approval closed</source>
        <translation>Согласование закрыто</translation>
    </message>
    <message>
        <source>Type: %1
Status: %2</source>
        <translation>Тип: %1
Статус: %2</translation>
    </message>
    <message>
        <source>Raised by: %1</source>
        <translation>Источник: %1</translation>
    </message>
    <message>
        <source>The definition has mistakes</source>
        <translation>В определении есть ошибки</translation>
    </message>
    <message>
        <source>The input does not fit the workflow</source>
        <translation>Входные данные не подходят рабочему процессу</translation>
    </message>
    <message>
        <source>The request was not understood</source>
        <translation>Запрос не распознан</translation>
    </message>
    <message>
        <source>It does not exist</source>
        <translation>Объект не существует</translation>
    </message>
    <message>
        <source>Its state does not allow this</source>
        <translation>Состояние этого не допускает</translation>
    </message>
    <message>
        <source>This is not permitted</source>
        <translation>Это не разрешено</translation>
    </message>
    <message>
        <source>It has changed meanwhile</source>
        <translation>Тем временем данные изменились</translation>
    </message>
    <message>
        <source>The engine cannot be reached</source>
        <translation>Движок недоступен</translation>
    </message>
    <message>
        <source>The engine is busy</source>
        <translation>Движок занят</translation>
    </message>
    <message>
        <source>The journal is damaged</source>
        <translation>Журнал повреждён</translation>
    </message>
    <message>
        <source>The engine did not answer in time</source>
        <translation>Движок не ответил вовремя</translation>
    </message>
    <message>
        <source>Something went wrong</source>
        <translation>Что-то пошло не так</translation>
    </message>
    <message>
        <source>Event received</source>
        <translation>Событие получено</translation>
    </message>
</context>
<context>
    <name>beamline::ui::FunctionDocsText</name>
    <message>
        <source>true or false</source>
        <translation>true или false</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>ничего</translation>
    </message>
    <message>
        <source>one of %1</source>
        <translation>одно из %1</translation>
    </message>
    <message>
        <source> or </source>
        <translation> или </translation>
    </message>
    <message>
        <source>list of %1</source>
        <translation>список (%1)</translation>
    </message>
</context>
<context>
    <name>beamline::ui::FunctionListModel</name>
    <message>
        <source>%1, version %2. %3</source>
        <translation>%1, версия %2. %3</translation>
    </message>
    <message>
        <source>Function</source>
        <translation>Функция</translation>
    </message>
</context>
<context>
    <name>beamline::ui::GraphTools</name>
    <message>
        <source>Find task</source>
        <translation>Найти задачу</translation>
    </message>
    <message>
        <source>By name or function. Enter goes to the next one, Shift+Enter back.</source>
        <translation>По имени или функции. Enter — к следующей, Shift+Enter — к предыдущей.</translation>
    </message>
    <message>
        <source>Fold everything</source>
        <translation>Свернуть всё</translation>
    </message>
    <message>
        <source>Smaller (-)</source>
        <translation>Мельче (-)</translation>
    </message>
    <message>
        <source>Larger (+)</source>
        <translation>Крупнее (+)</translation>
    </message>
    <message>
        <source>Fit (0), again: all of it</source>
        <translation>По размеру (0), ещё раз — целиком</translation>
    </message>
    <message>
        <source>Open everything</source>
        <translation>Развернуть всё</translation>
    </message>
    <message>
        <source>Open everything (*)</source>
        <translation>Развернуть всё (*)</translation>
    </message>
    <message>
        <source>Fold everything (/)</source>
        <translation>Свернуть всё (/)</translation>
    </message>
    <message>
        <source>none</source>
        <translation>нет</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 из %2</translation>
    </message>
</context>
<context>
    <name>beamline::ui::GraphView</name>
    <message>
        <source>Graph of the tasks</source>
        <translation>Граф задач</translation>
    </message>
    <message numerus="yes">
        <source>%n task(s) inside</source>
        <translation>
            <numerusform>внутри %n задача</numerusform>
            <numerusform>внутри %n задачи</numerusform>
            <numerusform>внутри %n задач</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n faulted</source>
        <translation>
            <numerusform>%n со сбоем</numerusform>
            <numerusform>%n со сбоем</numerusform>
            <numerusform>%n со сбоем</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n time(s)</source>
        <translation>
            <numerusform>%n раз</numerusform>
            <numerusform>%n раза</numerusform>
            <numerusform>%n раз</numerusform>
        </translation>
    </message>
    <message>
        <source>attempt %1</source>
        <translation>попытка %1</translation>
    </message>
    <message numerus="yes">
        <source>%n task(s)</source>
        <translation>
            <numerusform>%n задача</numerusform>
            <numerusform>%n задачи</numerusform>
            <numerusform>%n задач</numerusform>
        </translation>
    </message>
    <message>
        <source>folded, Space opens it</source>
        <translation>свёрнуто, раскрыть — пробел</translation>
    </message>
    <message>
        <source>open, Space folds it</source>
        <translation>раскрыто, свернуть — пробел</translation>
    </message>
    <message>
        <source>Open (Space)</source>
        <translation>Раскрыть (пробел)</translation>
    </message>
    <message>
        <source>Fold (Space)</source>
        <translation>Свернуть (пробел)</translation>
    </message>
    <message numerus="yes">
        <source>Laying out %n task(s)…</source>
        <translation>
            <numerusform>Размещается %n задача…</numerusform>
            <numerusform>Размещаются %n задачи…</numerusform>
            <numerusform>Размещается %n задач…</numerusform>
        </translation>
    </message>
    <message>
        <source>taken over</source>
        <translation>перенято</translation>
    </message>
    <message>
        <source>came from %1</source>
        <translation>пришли из: %1</translation>
    </message>
</context>
<context>
    <name>beamline::ui::HistoryModel</name>
    <message>
        <source>Event</source>
        <translation>Событие</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Задача</translation>
    </message>
    <message>
        <source>At</source>
        <translation>Время</translation>
    </message>
    <message>
        <source>Detail</source>
        <translation>Подробности</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>attempt %1</source>
        <translation>попытка %1</translation>
    </message>
</context>
<context>
    <name>beamline::ui::HistoryView</name>
    <message>
        <source>Kind of event</source>
        <translation>Вид события</translation>
    </message>
    <message>
        <source>All events</source>
        <translation>Все события</translation>
    </message>
    <message>
        <source>Order of the history</source>
        <translation>Порядок истории</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>Сначала новые</translation>
    </message>
    <message>
        <source>Oldest first</source>
        <translation>Сначала старые</translation>
    </message>
    <message>
        <source>Newest first follows the run; oldest first begins where it began.</source>
        <translation>«Сначала новые» следует за запуском; «Сначала старые» начинается с его начала.</translation>
    </message>
    <message>
        <source>History</source>
        <translation>История</translation>
    </message>
    <message>
        <source>Enter shows the run as it was then.</source>
        <translation>Enter показывает запуск таким, каким он был в тот момент.</translation>
    </message>
    <message>
        <source>%1 loaded, more below</source>
        <translation>загружено %1, ниже есть ещё</translation>
    </message>
    <message numerus="yes">
        <source>%n event(s)</source>
        <translation>
            <numerusform>%n событие</numerusform>
            <numerusform>%n события</numerusform>
            <numerusform>%n событий</numerusform>
        </translation>
    </message>
    <message>
        <source>Loading the history…</source>
        <translation>Загрузка истории…</translation>
    </message>
    <message>
        <source>No such event</source>
        <translation>Таких событий нет</translation>
    </message>
    <message>
        <source>Nothing has happened yet</source>
        <translation>Пока ничего не произошло</translation>
    </message>
    <message>
        <source>Every step of the run appears here as soon as it is on disk.</source>
        <translation>Каждый шаг запуска появляется здесь, как только он записан на диск.</translation>
    </message>
    <message>
        <source>Task of the events</source>
        <translation>Задача событий</translation>
    </message>
    <message>
        <source>Of this task and those within it. The selected task follows the graph.</source>
        <translation>События этой задачи и вложенных в неё. Выбранная задача берётся из графа.</translation>
    </message>
    <message>
        <source>All tasks</source>
        <translation>Все задачи</translation>
    </message>
    <message>
        <source>Selected task</source>
        <translation>Выбранная задача</translation>
    </message>
    <message>
        <source>Go to a time</source>
        <translation>Перейти ко времени</translation>
    </message>
    <message>
        <source>Selected: %1</source>
        <translation>Выбрана: %1</translation>
    </message>
    <message>
        <source>“%1” is no time. %2</source>
        <translation>«%1» — не время. %2</translation>
    </message>
    <message>
        <source>from %1 on</source>
        <translation>начиная с %1</translation>
    </message>
    <message>
        <source>up to %1</source>
        <translation>до %1</translation>
    </message>
    <message>
        <source>Nothing that fits happened after %1.</source>
        <translation>После %1 ничего подходящего не произошло.</translation>
    </message>
    <message>
        <source>Nothing that fits happened before %1.</source>
        <translation>До %1 ничего подходящего не произошло.</translation>
    </message>
    <message>
        <source>Nothing that fits has happened yet.</source>
        <translation>Пока ничего подходящего не произошло.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::IdField</name>
    <message>
        <source>Copy: %1</source>
        <translation>Копировать: %1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>beamline::ui::InfoBar</name>
    <message>
        <source>Close this message</source>
        <translation>Закрыть это сообщение</translation>
    </message>
    <message>
        <source>Show less</source>
        <translation>Показать меньше</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Показать всё</translation>
    </message>
</context>
<context>
    <name>beamline::ui::InputDialog</name>
    <message>
        <source>Input where it begins</source>
        <translation>Входные данные в точке начала</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Причина</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отменить</translation>
    </message>
</context>
<context>
    <name>beamline::ui::InputEditor</name>
    <message>
        <source>As it was</source>
        <translation>Как было</translation>
    </message>
    <message>
        <source>Puts the input back as it was</source>
        <translation>Возвращает прежние входные данные</translation>
    </message>
    <message>
        <source>Input as JSON</source>
        <translation>Входные данные в формате JSON</translation>
    </message>
    <message>
        <source>This is JSON, and other than it was.</source>
        <translation>Это корректный JSON, и он отличается от прежнего.</translation>
    </message>
    <message>
        <source>As it was.</source>
        <translation>Как было.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::InstallDialog</name>
    <message>
        <source>Install an extension</source>
        <translation>Установка расширения</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отменить</translation>
    </message>
    <message>
        <source>Install</source>
        <translation>Установить</translation>
    </message>
    <message>
        <source>Install it although nobody known has signed it</source>
        <translation>Установить, хотя никто из известных его не подписал</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Комментарий</translation>
    </message>
    <message>
        <source>The file cannot be read: %1.</source>
        <translation>Файл не читается: %1.</translation>
    </message>
    <message>
        <source>The file has %1; a package has at most %2.</source>
        <translation>Размер файла %1; пакет может быть не больше %2.</translation>
    </message>
    <message>
        <source>The engine looks into the package…</source>
        <translation>Движок просматривает пакет…</translation>
    </message>
    <message>
        <source>No extension can be read from it</source>
        <translation>Из него нельзя прочитать расширение</translation>
    </message>
    <message>
        <source>Takes the place of version %1, which stays as an earlier revision.</source>
        <translation>Заменяет версию %1, которая остаётся как более ранняя ревизия.</translation>
    </message>
    <message>
        <source>Signed by %1, whose key this engine trusts.
Fingerprint %2</source>
        <translation>Подписано: %1; этому ключу движок доверяет.
Отпечаток %2</translation>
    </message>
    <message>
        <source>Signed by a key that this engine does not trust.
Fingerprint %1</source>
        <translation>Подписано ключом, которому этот движок не доверяет.
Отпечаток %1</translation>
    </message>
    <message>
        <source>Not signed: nobody vouches for what is in it.</source>
        <translation>Не подписано: за содержимое никто не ручается.</translation>
    </message>
    <message>
        <source>Upgrade</source>
        <translation>Обновить</translation>
    </message>
    <message>
        <source>It cannot be installed: the package has mistakes.</source>
        <translation>Установить нельзя: в пакете есть ошибки.</translation>
    </message>
    <message>
        <source>It asks for nothing</source>
        <translation>Оно ничего не запрашивает</translation>
    </message>
    <message>
        <source>It asks to be allowed to</source>
        <translation>Оно просит разрешения</translation>
    </message>
    <message>
        <source>%1 (new)</source>
        <translation>%1 (новое)</translation>
    </message>
    <message>
        <source>The package has not been read.</source>
        <translation>Пакет ещё не прочитан.</translation>
    </message>
    <message>
        <source>The package has mistakes.</source>
        <translation>В пакете есть ошибки.</translation>
    </message>
    <message>
        <source>The engine is being asked…</source>
        <translation>Отправлен запрос движку…</translation>
    </message>
    <message>
        <source>Nobody known has signed it: say that you want it all the same.</source>
        <translation>Никто из известных его не подписал: подтвердите, что оно вам всё равно нужно.</translation>
    </message>
    <message>
        <source>Allow what it asks for, or do not install it.</source>
        <translation>Разрешите то, что оно запрашивает, или не устанавливайте его.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::JobBar</name>
    <message>
        <source>Close this message</source>
        <translation>Закрыть это сообщение</translation>
    </message>
</context>
<context>
    <name>beamline::ui::JsonTreeModel</name>
    <message>
        <source>Key</source>
        <translation>Ключ</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Значение</translation>
    </message>
</context>
<context>
    <name>beamline::ui::JsonView</name>
    <message>
        <source>Tree</source>
        <translation>Дерево</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Текст</translation>
    </message>
    <message>
        <source>Copy the JSON</source>
        <translation>Копировать JSON</translation>
    </message>
    <message>
        <source>Reveal</source>
        <translation>Показать скрытое</translation>
    </message>
    <message>
        <source>Values under names such as password or token are masked. Shows them.</source>
        <translation>Значения под именами вроде password или token скрыты. Показывает их.</translation>
    </message>
    <message>
        <source>JSON as a tree</source>
        <translation>JSON в виде дерева</translation>
    </message>
    <message>
        <source>JSON as text</source>
        <translation>JSON в виде текста</translation>
    </message>
    <message>
        <source>Copy value</source>
        <translation>Копировать значение</translation>
    </message>
    <message>
        <source>Copy path (JSON pointer)</source>
        <translation>Копировать путь (JSON pointer)</translation>
    </message>
    <message>
        <source>Copy path (jq)</source>
        <translation>Копировать путь (jq)</translation>
    </message>
    <message>
        <source>… cut here; copy gives all of it.</source>
        <translation>… здесь обрезано; копируется целиком.</translation>
    </message>
    <message>
        <source>Expand all below</source>
        <translation>Развернуть всё ниже</translation>
    </message>
</context>
<context>
    <name>beamline::ui::KeyHelp</name>
    <message>
        <source>Keys</source>
        <translation>Клавиши</translation>
    </message>
    <message>
        <source>On this page: %1</source>
        <translation>На этой странице: %1</translation>
    </message>
    <message>
        <source>On every page</source>
        <translation>На любой странице</translation>
    </message>
    <message>
        <source>All keys, and change them…</source>
        <translation>Все клавиши и их изменение…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>Show the menus</source>
        <translation>Показать меню</translation>
    </message>
    <message>
        <source>It has no keys of its own.</source>
        <translation>Своих клавиш у неё нет.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>beamline::ui::LimitLabel</name>
    <message>
        <source>%1 used</source>
        <translation>использовано %1</translation>
    </message>
</context>
<context>
    <name>beamline::ui::LineChart</name>
    <message>
        <source>Nothing measured yet</source>
        <translation>Пока ничего не измерено</translation>
    </message>
</context>
<context>
    <name>beamline::ui::MainWindow</name>
    <message>
        <source>No engine</source>
        <translation>Нет движка</translation>
    </message>
    <message>
        <source>Open run</source>
        <translation>Открыть запуск</translation>
    </message>
    <message>
        <source>profile %1</source>
        <translation>профиль %1</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>Архив</translation>
    </message>
    <message>
        <source>The engine runs inside this window. Runs stop at their last finished task and resume when Beamline is started again; nothing is lost. Timers and approvals that fall due meanwhile are handled then.</source>
        <translation>Движок работает внутри этого окна. Запуски останавливаются на последней выполненной задаче и продолжаются, когда Beamline снова запущен; ничего не теряется. Таймеры и согласования, срок которых наступит за это время, будут обработаны тогда же.</translation>
    </message>
    <message>
        <source>Quit, resume next time</source>
        <translation>Выйти, продолжить в следующий раз</translation>
    </message>
    <message>
        <source>Keep running</source>
        <translation>Оставить работать</translation>
    </message>
    <message>
        <source>New window</source>
        <translation>Новое окно</translation>
    </message>
    <message>
        <source>Switch connection…</source>
        <translation>Сменить подключение…</translation>
    </message>
    <message>
        <source>This window is of one engine: it has no connections to choose from.</source>
        <translation>Это окно одного движка: выбирать подключения в нём не из чего.</translation>
    </message>
    <message>
        <source>Start run…</source>
        <translation>Начать запуск…</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Обновить</translation>
    </message>
    <message>
        <source>Filter this page</source>
        <translation>Фильтр на этой странице</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Сочетания клавиш</translation>
    </message>
    <message>
        <source>About Beamline</source>
        <translation>О программе Beamline</translation>
    </message>
    <message>
        <source>Copy link to this view</source>
        <translation>Копировать ссылку на это представление</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Выйти</translation>
    </message>
    <message>
        <source>Go to anything…</source>
        <translation>Перейти к чему угодно…</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Назад</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Вперёд</translation>
    </message>
    <message>
        <source>Light theme</source>
        <translation>Светлая тема</translation>
    </message>
    <message>
        <source>Dark theme</source>
        <translation>Тёмная тема</translation>
    </message>
    <message>
        <source>Theme of the system</source>
        <translation>Тема системы</translation>
    </message>
    <message>
        <source>Show or hide the menu bar</source>
        <translation>Показать или скрыть строку меню</translation>
    </message>
    <message>
        <source>Reset layout</source>
        <translation>Сбросить расположение</translation>
    </message>
    <message>
        <source>Settings · %1</source>
        <translation>Настройки · %1</translation>
    </message>
    <message>
        <source>Embedded engine</source>
        <translation>Встроенный движок</translation>
    </message>
    <message>
        <source>Version %1
%2</source>
        <translation>Версия %1
%2</translation>
    </message>
    <message>
        <source>Open in new window</source>
        <translation>Открыть в новом окне</translation>
    </message>
    <message>
        <source>%1 (production)</source>
        <translation>%1 (производственная среда)</translation>
    </message>
    <message>
        <source>%1 (looking only)</source>
        <translation>%1 (только просмотр)</translation>
    </message>
    <message>
        <source>The embedded engine runs inside this program and stops when its last window goes elsewhere. Runs stop at their last finished task and resume when it is opened again; nothing is lost. To keep it running, open the other connection in a new window.</source>
        <translation>Встроенный движок работает внутри этой программы и останавливается, когда её последнее окно переходит к другому подключению. Запуски останавливаются на последней выполненной задаче и продолжаются, когда он снова открыт; ничего не теряется. Чтобы он продолжал работать, откройте другое подключение в новом окне.</translation>
    </message>
    <message>
        <source>Stop and switch</source>
        <translation>Остановить и переключить</translation>
    </message>
    <message>
        <source>Stay here</source>
        <translation>Остаться здесь</translation>
    </message>
    <message>
        <source>There is nothing of it here.</source>
        <translation>Здесь этого нет.</translation>
    </message>
    <message>
        <source>There is no engine yet.</source>
        <translation>Движка пока нет.</translation>
    </message>
    <message>
        <source>There is no place to go to that way.</source>
        <translation>В этом направлении перейти некуда.</translation>
    </message>
    <message>
        <source>An archive has one run; there is nothing of it at “%1”.</source>
        <translation>В архиве один запуск; по адресу «%1» в нём ничего нет.</translation>
    </message>
    <message>
        <source>There is no place called “%1”.</source>
        <translation>Места «%1» не существует.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Открыть</translation>
    </message>
    <message>
        <source>High contrast theme</source>
        <translation>Высококонтрастная тема</translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s), the last one: %1</source>
        <translation>
            <numerusform>%n проблема, последняя: %1</numerusform>
            <numerusform>%n проблемы, последняя: %1</numerusform>
            <numerusform>%n проблем, последняя: %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Show problems</source>
        <translation>Показать проблемы</translation>
    </message>
    <message>
        <source>Welcome</source>
        <translation>Добро пожаловать</translation>
    </message>
    <message>
        <source>Take the tour</source>
        <translation>Начать экскурсию</translation>
    </message>
    <message>
        <source>Your decision on “%1” is not sent, decide it again</source>
        <translation>Ваше решение по «%1» не отправлено, примите его снова</translation>
    </message>
    <message>
        <source>Runs have not ended</source>
        <translation>Запуски не завершены</translation>
    </message>
    <message>
        <source>Runs have not ended: %1</source>
        <translation>Запуски не завершены: %1</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Настройки</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>connection and tenant</comment>
        <translation>%1 · %2</translation>
    </message>
</context>
<context>
    <name>beamline::ui::MarkdownView</name>
    <message>
        <source>The rest is not shown.</source>
        <translation>Остальное не показано.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::MemberDialog</name>
    <message>
        <source>Change the roles of %1</source>
        <translation>Изменить роли: %1</translation>
    </message>
    <message>
        <source>Add a member</source>
        <translation>Добавить участника</translation>
    </message>
    <message>
        <source>These roles take the place of those there were.</source>
        <translation>Эти роли заменяют прежние.</translation>
    </message>
    <message>
        <source>A member is a user, or a group with “group:” before its name. Roles in all tenants are also those of what belongs to none: nodes and backups.</source>
        <translation>Участник — это пользователь или группа с «group:» перед именем. Роли у всех арендаторов действуют и для того, что не принадлежит ни одному: узлов и резервных копий.</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Изменить</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Добавить</translation>
    </message>
    <message>
        <source>User or group</source>
        <translation>Пользователь или группа</translation>
    </message>
    <message>
        <source>anna, group:finance</source>
        <translation>anna, group:finance</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Где</translation>
    </message>
    <message>
        <source>Add the member there to give roles in another tenant.</source>
        <translation>Чтобы дать роли у другого арендатора, добавьте участника там.</translation>
    </message>
    <message>
        <source>May %1</source>
        <translation>Доступно: %1</translation>
    </message>
    <message>
        <source>This role is not in the list of roles.</source>
        <translation>Этой роли нет в списке ролей.</translation>
    </message>
    <message>
        <source>Roles</source>
        <translation>Роли</translation>
    </message>
    <message>
        <source>Name a user or a group first.</source>
        <translation>Сначала укажите пользователя или группу.</translation>
    </message>
    <message>
        <source>Choose at least one role.</source>
        <translation>Выберите хотя бы одну роль.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::MemberModel</name>
    <message>
        <source>group %1</source>
        <translation>группа %1</translation>
    </message>
    <message>
        <source>%1 (you)</source>
        <translation>%1 (вы)</translation>
    </message>
    <message>
        <source>In all tenants, and of what belongs to none: nodes, backups</source>
        <translation>У всех арендаторов и для того, что не принадлежит ни одному: узлов, резервных копий</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Кто</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Где</translation>
    </message>
    <message>
        <source>Roles</source>
        <translation>Роли</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Когда</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Кем</translation>
    </message>
</context>
<context>
    <name>beamline::ui::MemberText</name>
    <message>
        <source>all tenants</source>
        <translation>все арендаторы</translation>
    </message>
    <message>
        <source>You are %1. What you may do here is not known.</source>
        <translation>Вы — %1. Что вам здесь доступно, неизвестно.</translation>
    </message>
    <message>
        <source>You are %1. There are no members yet, so everybody may do everything.</source>
        <translation>Вы — %1. Участников ещё нет, поэтому всем доступно всё.</translation>
    </message>
    <message>
        <source>in all tenants</source>
        <translation>у всех арендаторов</translation>
    </message>
    <message>
        <source>in %1</source>
        <translation>у арендатора %1</translation>
    </message>
    <message>
        <source>You are %1, with no role %2.</source>
        <translation>Вы — %1, без роли %2.</translation>
    </message>
    <message numerus="yes">
        <source>You are %1, with %n role(s) %2: %3.</source>
        <translation>
            <numerusform>Вы — %1, %n роль %2: %3.</numerusform>
            <numerusform>Вы — %1, %n роли %2: %3.</numerusform>
            <numerusform>Вы — %1, %n ролей %2: %3.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>beamline::ui::MenuBar</name>
    <message>
        <source>Menu bar</source>
        <translation>Строка меню</translation>
    </message>
    <message>
        <source>Nothing to do on this page</source>
        <translation>На этой странице действий нет</translation>
    </message>
</context>
<context>
    <name>beamline::ui::MessageDialog</name>
    <message>
        <source>Edit and send again</source>
        <translation>Изменить и отправить снова</translation>
    </message>
    <message>
        <source>New message</source>
        <translation>Новое сообщение</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Тема</translation>
    </message>
    <message>
        <source>orders.new</source>
        <translation>orders.new</translation>
    </message>
    <message>
        <source>Policy</source>
        <translation>Политика</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Тип</translation>
    </message>
    <message>
        <source>chat; may be empty</source>
        <translation>chat; можно не указывать</translation>
    </message>
    <message>
        <source>Payload</source>
        <translation>Содержимое</translation>
    </message>
    <message>
        <source>Headers</source>
        <translation>Заголовки</translation>
    </message>
    <message>
        <source>Name: value, a line each; may be empty</source>
        <translation>Имя: значение, по одному в строке; можно не указывать</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Отправить</translation>
    </message>
    <message>
        <source>Publish to a subject</source>
        <translation>Опубликовать в тему</translation>
    </message>
    <message>
        <source>Let a policy choose who does it</source>
        <translation>Пусть исполнителя выберет политика</translation>
    </message>
    <message>
        <source>Wait for a reply</source>
        <translation>Ждать ответа</translation>
    </message>
    <message>
        <source>Only decide: nobody does the work</source>
        <translation>Только решить: работу никто не выполняет</translation>
    </message>
    <message>
        <source>At most so long</source>
        <translation>Не дольше</translation>
    </message>
    <message>
        <source>at most </source>
        <translation>не более </translation>
    </message>
    <message>
        <source> s</source>
        <translation> с</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>Ответ</translation>
    </message>
    <message>
        <source>Give a subject first.</source>
        <translation>Сначала укажите тему.</translation>
    </message>
    <message>
        <source>A subject to publish to has no blanks and none of * and &gt;.</source>
        <translation>Тема для публикации не содержит пробелов и символов * и &gt;.</translation>
    </message>
    <message>
        <source>A payload has at most %1.</source>
        <translation>Содержимое может быть не больше %1.</translation>
    </message>
    <message>
        <source>The payload is no JSON, in line %1: %2</source>
        <translation>Содержимое — не JSON, строка %1: %2</translation>
    </message>
    <message>
        <source>The payload is JSON.</source>
        <translation>Содержимое — JSON.</translation>
    </message>
    <message>
        <source>It is being sent…</source>
        <translation>Отправляется…</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <translation>Ctrl+Enter</translation>
    </message>
    <message>
        <source>Answered after %1.</source>
        <translation>Ответ получен через %1.</translation>
    </message>
    <message>
        <source>Sent in %1.</source>
        <translation>Отправлено за %1.</translation>
    </message>
    <message>
        <source>%1 would do it.</source>
        <translation>Работу выполнил бы %1.</translation>
    </message>
    <message>
        <source>%1 answered after %2.</source>
        <translation>%1: ответ через %2.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::MessageModel</name>
    <message>
        <source>State</source>
        <translation>Состояние</translation>
    </message>
    <message>
        <source>Sent to</source>
        <translation>Куда</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Тип</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Кем</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Заняло</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Когда</translation>
    </message>
</context>
<context>
    <name>beamline::ui::MessagePane</name>
    <message>
        <source>Message</source>
        <translation>Сообщение</translation>
    </message>
    <message>
        <source>Id of the message</source>
        <translation>Id сообщения</translation>
    </message>
    <message>
        <source>Why this provider?</source>
        <translation>Почему этот поставщик?</translation>
    </message>
    <message>
        <source>The one it repeats</source>
        <translation>Исходное для повтора</translation>
    </message>
    <message>
        <source>Payload</source>
        <translation>Содержимое</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>Ответ</translation>
    </message>
    <message>
        <source>Headers</source>
        <translation>Заголовки</translation>
    </message>
    <message>
        <source>Select a message.</source>
        <translation>Выберите сообщение.</translation>
    </message>
    <message>
        <source>Nothing is selected.</source>
        <translation>Ничего не выбрано.</translation>
    </message>
    <message>
        <source>Sent %1 by %2, took %3.</source>
        <translation>Отправлено %1, отправитель: %2, заняло %3.</translation>
    </message>
    <message>
        <source>Type: %1</source>
        <translation>Тип: %1</translation>
    </message>
    <message>
        <source>Tenant: %1</source>
        <translation>Арендатор: %1</translation>
    </message>
    <message>
        <source>Trace: %1</source>
        <translation>Трассировка: %1</translation>
    </message>
    <message>
        <source>It has no payload.</source>
        <translation>Содержимого нет.</translation>
    </message>
    <message>
        <source>It has no headers.</source>
        <translation>Заголовков нет.</translation>
    </message>
    <message>
        <source>Nobody waited for a reply.</source>
        <translation>Ответа никто не ждал.</translation>
    </message>
    <message>
        <source>There is no reply.</source>
        <translation>Ответа нет.</translation>
    </message>
    <message>
        <source>Its contents are not here: %1</source>
        <translation>Его содержимого здесь нет: %1</translation>
    </message>
    <message>
        <source>Asking the engine…</source>
        <translation>Запрос к движку…</translation>
    </message>
</context>
<context>
    <name>beamline::ui::MessageText</name>
    <message>
        <source>Sent</source>
        <translation>Отправлено</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>Есть ответ</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Ошибка</translation>
    </message>
    <message>
        <source>policy %1</source>
        <translation>политика %1</translation>
    </message>
    <message>
        <source>Line %1 is no header: write it as “Name: value”.</source>
        <translation>Строка %1 — не заголовок: напишите «Имя: значение».</translation>
    </message>
</context>
<context>
    <name>beamline::ui::MessagesPage</name>
    <message>
        <source>Send again</source>
        <translation>Отправить снова</translation>
    </message>
    <message>
        <source>Edit and send again…</source>
        <translation>Изменить и отправить снова…</translation>
    </message>
    <message>
        <source>New message…</source>
        <translation>Новое сообщение…</translation>
    </message>
    <message>
        <source>Search: id, subject, type, who, provider, error, trace</source>
        <translation>Поиск: id, тема, тип, кто, поставщик, ошибка, трассировка</translation>
    </message>
    <message>
        <source>Search messages</source>
        <translation>Поиск сообщений</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Все</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>Есть ответ</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Отправлено</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Ошибка</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Сообщения</translation>
    </message>
    <message>
        <source>No messages yet</source>
        <translation>Сообщений пока нет</translation>
    </message>
    <message>
        <source>Send one by hand to try what listens: publish it to a subject, where an event starts workflows, or let a policy choose the provider that does the work. Each one stays here with its reply.</source>
        <translation>Отправьте сообщение вручную, чтобы проверить, кто его слушает: опубликуйте его в тему, где событие запускает рабочие процессы, или пусть политика выберет поставщика, который выполнит работу. Каждое остаётся здесь вместе с ответом.</translation>
    </message>
    <message>
        <source>Loading messages…</source>
        <translation>Загрузка сообщений…</translation>
    </message>
    <message>
        <source>None fits</source>
        <translation>Ничего не подходит</translation>
    </message>
    <message>
        <source>No message fits this search.</source>
        <translation>Ни одно сообщение не подходит под этот поиск.</translation>
    </message>
    <message>
        <source>These rows are as of the last answer. %1</source>
        <translation>Эти строки соответствуют последнему ответу. %1</translation>
    </message>
    <message>
        <source>newest %1</source>
        <translation>последние %1</translation>
    </message>
    <message>
        <source>loaded</source>
        <translation>загружено</translation>
    </message>
    <message>
        <source>There is no message %1. It may belong to another engine.</source>
        <translation>Сообщения %1 нет. Возможно, оно относится к другому движку.</translation>
    </message>
    <message>
        <source>Select a message first.</source>
        <translation>Сначала выберите сообщение.</translation>
    </message>
    <message>
        <source>Publish one, or let a policy choose who does it.</source>
        <translation>Опубликовать сообщение или дать политике выбрать исполнителя.</translation>
    </message>
    <message>
        <source>Begin with what this one says.</source>
        <translation>Начать с того, что есть в этом.</translation>
    </message>
    <message>
        <source>Its contents are still being read.</source>
        <translation>Его содержимое ещё читается.</translation>
    </message>
    <message>
        <source>The same once more, as a new message.</source>
        <translation>То же ещё раз, как новое сообщение.</translation>
    </message>
    <message>
        <source>It is being sent…</source>
        <translation>Отправляется…</translation>
    </message>
    <message>
        <source>It was not sent: %1</source>
        <translation>Сообщение не отправлено: %1</translation>
    </message>
    <message>
        <source>It failed again: %1</source>
        <translation>Снова ошибка: %1</translation>
    </message>
    <message>
        <source>Sent again: %1.</source>
        <translation>Отправлено снова: %1.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::NavRail</name>
    <message>
        <source>Navigation</source>
        <translation>Навигация</translation>
    </message>
</context>
<context>
    <name>beamline::ui::NewWorkflowDialog</name>
    <message>
        <source>New workflow</source>
        <translation>Новый рабочий процесс</translation>
    </message>
    <message>
        <source>Begin a workflow with</source>
        <translation>С чего начать рабочий процесс</translation>
    </message>
    <message>
        <source>Templates</source>
        <translation>Шаблоны</translation>
    </message>
    <message>
        <source>Text of the template</source>
        <translation>Текст шаблона</translation>
    </message>
    <message>
        <source>Open a file…</source>
        <translation>Открыть файл…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отменить</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>Начать</translation>
    </message>
</context>
<context>
    <name>beamline::ui::NoticeBoard</name>
    <message>
        <source>The engine is degraded</source>
        <translation>Движок работает с ограничениями</translation>
    </message>
    <message>
        <source>The engine takes no work</source>
        <translation>Движок не принимает работу</translation>
    </message>
    <message>
        <source>The engine has stopped</source>
        <translation>Движок остановлен</translation>
    </message>
    <message>
        <source>The engine cannot be reached</source>
        <translation>Движок недоступен</translation>
    </message>
    <message numerus="yes">
        <source>More than %n approval(s) wait for you</source>
        <translation>
            <numerusform>Вас ждёт больше %n согласования</numerusform>
            <numerusform>Вас ждёт больше %n согласований</numerusform>
            <numerusform>Вас ждёт больше %n согласований</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n approval(s) wait for you</source>
        <translation>
            <numerusform>Вас ждёт %n согласование</numerusform>
            <numerusform>Вас ждут %n согласования</numerusform>
            <numerusform>Вас ждут %n согласований</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>More than %n run(s) faulted</source>
        <translation>
            <numerusform>Сбой больше чем %n запуска</numerusform>
            <numerusform>Сбой больше чем %n запусков</numerusform>
            <numerusform>Сбой больше чем %n запусков</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) faulted</source>
        <translation>
            <numerusform>Сбой %n запуска</numerusform>
            <numerusform>Сбой %n запусков</numerusform>
            <numerusform>Сбой %n запусков</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>More than %n message(s) from workflows</source>
        <translation>
            <numerusform>Больше %n сообщения рабочих процессов</numerusform>
            <numerusform>Больше %n сообщений рабочих процессов</numerusform>
            <numerusform>Больше %n сообщений рабочих процессов</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) from workflows</source>
        <translation>
            <numerusform>%n сообщение рабочих процессов</numerusform>
            <numerusform>%n сообщения рабочих процессов</numerusform>
            <numerusform>%n сообщений рабочих процессов</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>и ещё %n</numerusform>
            <numerusform>и ещё %n</numerusform>
            <numerusform>и ещё %n</numerusform>
        </translation>
    </message>
    <message>
        <source>While notifications were off</source>
        <translation>Пока уведомления были выключены</translation>
    </message>
</context>
<context>
    <name>beamline::ui::Notifier</name>
    <message numerus="yes">
        <source>%n more notification(s)</source>
        <translation>
            <numerusform>ещё %n уведомление</numerusform>
            <numerusform>ещё %n уведомления</numerusform>
            <numerusform>ещё %n уведомлений</numerusform>
        </translation>
    </message>
    <message>
        <source>Approval wanted</source>
        <translation>Нужно согласование</translation>
    </message>
    <message>
        <source>A run faulted</source>
        <translation>Сбой запуска</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Открыть</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>Согласовать</translation>
    </message>
    <message>
        <source>Not approved</source>
        <translation>Не согласовано</translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n ждёт</numerusform>
            <numerusform>%n ждут</numerusform>
            <numerusform>%n ждут</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>beamline::ui::OpenProblemModel</name>
    <message>
        <source>Error</source>
        <translation>Ошибка</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Предупреждение</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Движок</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>Кластер</translation>
    </message>
    <message>
        <source>Schedule of %1</source>
        <translation>Расписание: %1</translation>
    </message>
    <message>
        <source>Decision on %1</source>
        <translation>Решение по %1</translation>
    </message>
    <message>
        <source>%1, %2: %3</source>
        <translation>%1, %2: %3</translation>
    </message>
    <message>
        <source>How bad</source>
        <translation>Серьёзность</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Где</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Что произошло</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>С какого времени</translation>
    </message>
</context>
<context>
    <name>beamline::ui::OverviewPage</name>
    <message>
        <source>Last hour</source>
        <translation>Последний час</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>Последние сутки</translation>
    </message>
    <message>
        <source>Start run</source>
        <translation>Начать запуск</translation>
    </message>
    <message>
        <source>Needs you</source>
        <translation>Требует вашего внимания</translation>
    </message>
    <message>
        <source>Runs a minute</source>
        <translation>Запусков в минуту</translation>
    </message>
    <message>
        <source>Task latency (ms)</source>
        <translation>Задержка задач (мс)</translation>
    </message>
    <message>
        <source>Queue and threads</source>
        <translation>Очередь и потоки</translation>
    </message>
    <message>
        <source>The most tasks that waited at once, and the most threads of the engine&apos;s pools that worked at once.</source>
        <translation>Наибольшее число задач, ожидавших одновременно, и наибольшее число одновременно занятых потоков в пулах движка.</translation>
    </message>
    <message>
        <source>Workflows</source>
        <translation>Рабочие процессы</translation>
    </message>
    <message>
        <source>Most failing</source>
        <translation>Больше всего сбоев</translation>
    </message>
    <message>
        <source>Slowest</source>
        <translation>Самые медленные</translation>
    </message>
    <message>
        <source>Most runs</source>
        <translation>Больше всего запусков</translation>
    </message>
    <message>
        <source>Changed last</source>
        <translation>Изменены последними</translation>
    </message>
    <message>
        <source>%1 was not resumed: %2</source>
        <translation>%1 продолжить не удалось: %2</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Обзор</translation>
    </message>
    <message>
        <source>Nothing has run yet</source>
        <translation>Пока ничего не запускалось</translation>
    </message>
    <message>
        <source>This page tells what needs a person, what is running and how well. Start a sample: a workflow that comes with Beamline, runs within seconds and touches nothing of yours.</source>
        <translation>Эта страница показывает, что требует участия человека, что выполняется и насколько успешно. Запустите пример: рабочий процесс из комплекта Beamline, который выполняется за считаные секунды и не затрагивает ваших данных.</translation>
    </message>
    <message>
        <source>Start a sample…</source>
        <translation>Запустить пример…</translation>
    </message>
    <message>
        <source>See workflows</source>
        <translation>Показать рабочие процессы</translation>
    </message>
    <message>
        <source>Asking the engine…</source>
        <translation>Запрос к движку…</translation>
    </message>
    <message>
        <source>not to be had</source>
        <translation>недоступно</translation>
    </message>
    <message>
        <source>Not all of it is known. %1</source>
        <translation>Известно не всё. %1</translation>
    </message>
    <message>
        <source>An archive holds runs, and no figures of the engine over time.</source>
        <translation>В архиве хранятся запуски, но не показатели движка за период.</translation>
    </message>
    <message>
        <source>There are no figures over time. %1</source>
        <translation>Показателей за период нет. %1</translation>
    </message>
    <message>
        <source>started</source>
        <translation>начато</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>окончено</translation>
    </message>
    <message>
        <source>faulted</source>
        <translation>со сбоем</translation>
    </message>
    <message>
        <source>queued</source>
        <translation>в очереди</translation>
    </message>
    <message>
        <source>working</source>
        <translation>занято</translation>
    </message>
    <message numerus="yes">
        <source>working of %n thread(s)</source>
        <translation>
            <numerusform>занято из %n потока</numerusform>
            <numerusform>занято из %n потоков</numerusform>
            <numerusform>занято из %n потоков</numerusform>
        </translation>
    </message>
    <message>
        <source>Of the newest runs only: there were more than are looked at.</source>
        <translation>Только по самым новым запускам: их больше, чем просматривается.</translation>
    </message>
    <message>
        <source>No run was started in the last hour. Look at the last day.</source>
        <translation>За последний час не начато ни одного запуска. Посмотрите последние сутки.</translation>
    </message>
    <message>
        <source>No run was started in the last day.</source>
        <translation>За последние сутки не начато ни одного запуска.</translation>
    </message>
    <message>
        <source>Some of what you see is as of %1: the engine has not answered all since.</source>
        <translation>Часть данных показана по состоянию на %1: с тех пор движок ответил не на всё.</translation>
    </message>
    <message>
        <source>Nothing needs you now: no approval waits for you, no run is faulted, nothing is suspended.</source>
        <translation>Сейчас от вас ничего не требуется: согласования вас не ждут, сбоев нет, ничего не приостановлено.</translation>
    </message>
    <message>
        <source>Each run counts once: in the minute that it was started in, and in the one that it ended in. A fault that was repaired counts no more. Dry runs do not count.</source>
        <translation>Каждый запуск учитывается один раз: в минуту начала и в минуту окончания. Исправленный сбой больше не учитывается. Пробные запуски не учитываются.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::OverviewText</name>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>none in the hour before</source>
        <translation>за предыдущий час — ни одного</translation>
    </message>
    <message>
        <source>as many as in the hour before</source>
        <translation>столько же, сколько за предыдущий час</translation>
    </message>
    <message>
        <source>%1 % on the hour before</source>
        <translation>%1 % к предыдущему часу</translation>
    </message>
    <message>
        <source>Runs finished</source>
        <translation>Окончено запусков</translation>
    </message>
    <message>
        <source>Success</source>
        <translation>Успешность</translation>
    </message>
    <message>
        <source>nothing has finished</source>
        <translation>ничего не окончено</translation>
    </message>
    <message>
        <source>%1 faulted</source>
        <translation>со сбоем: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n workflow(s)</source>
        <translation>
            <numerusform>%n рабочий процесс</numerusform>
            <numerusform>%n рабочих процесса</numerusform>
            <numerusform>%n рабочих процессов</numerusform>
        </translation>
    </message>
    <message>
        <source>Task latency p95</source>
        <translation>Задержка задач p95</translation>
    </message>
    <message>
        <source>95 of 100 calls of functions took no longer than this. Shows the machines and what they do a minute.</source>
        <translation>95 из 100 вызовов функций длились не дольше. Показывает машины и то, что они выполняют в минуту.</translation>
    </message>
    <message>
        <source>p50 %1 · p99 %2</source>
        <translation>p50 %1 · p99 %2</translation>
    </message>
    <message>
        <source>no function was called</source>
        <translation>функции не вызывались</translation>
    </message>
    <message>
        <source>Waiting for people</source>
        <translation>Ожидают людей</translation>
    </message>
    <message>
        <source>Approvals that you may decide. Shows them.</source>
        <translation>Согласования, по которым вы можете принять решение. Показывает их.</translation>
    </message>
    <message>
        <source>%1 or more</source>
        <translation>%1 или больше</translation>
    </message>
    <message>
        <source>nothing waits for you</source>
        <translation>ничто не ожидает вас</translation>
    </message>
    <message>
        <source>oldest %1</source>
        <translation>самое давнее: %1</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Очередь</translation>
    </message>
    <message>
        <source>Tasks that wait for a thread of the engine now. Shows the machines and their pools.</source>
        <translation>Задачи, которые сейчас ожидают потока движка. Показывает машины и их пулы.</translation>
    </message>
    <message>
        <source>%1 %2 of %3</source>
        <translation>%1: %2 из %3</translation>
    </message>
    <message>
        <source>of %1 started</source>
        <translation>из %1 начатых</translation>
    </message>
    <message>
        <source>none is faulted</source>
        <translation>сбоев нет</translation>
    </message>
    <message>
        <source>Of the runs that were started within this time, those that have ended. A run counts once, as it is now: one that was repaired counts as completed. Dry runs do not count. Shows them.</source>
        <translation>Из запусков, начатых за это время, те, что закончились. Запуск считается один раз, в нынешнем состоянии: исправленный считается завершённым. Пробные запуски не считаются. Показывает их.</translation>
    </message>
    <message>
        <source>Of the finished runs, the share that completed, by themselves or after a repair. What was cancelled or discarded did not. Shows those that are faulted.</source>
        <translation>Доля закончившихся запусков, которые завершились сами или после исправления. Отменённые и отброшенные к ним не относятся. Показывает запуски с ошибкой.</translation>
    </message>
    <message>
        <source>%1 cancelled</source>
        <translation>отменено: %1</translation>
    </message>
</context>
<context>
    <name>beamline::ui::PageHeader</name>
    <message>
        <source>Back to %1</source>
        <translation>Назад: %1</translation>
    </message>
</context>
<context>
    <name>beamline::ui::PaletteModel</name>
    <message>
        <source>Run · %1</source>
        <translation>Запуск · %1</translation>
    </message>
    <message>
        <source>Workflow</source>
        <translation>Рабочий процесс</translation>
    </message>
    <message>
        <source>Approval · %1</source>
        <translation>Согласование · %1</translation>
    </message>
    <message>
        <source>%1, key %2</source>
        <translation>%1, клавиша %2</translation>
    </message>
</context>
<context>
    <name>beamline::ui::PastBar</name>
    <message>
        <source>The past of the run</source>
        <translation>Прошлое запуска</translation>
    </message>
    <message>
        <source>First</source>
        <translation>Первый</translation>
    </message>
    <message>
        <source>First entry of the history</source>
        <translation>Первая запись истории</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Назад</translation>
    </message>
    <message>
        <source>Entry before</source>
        <translation>Предыдущая запись</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Далее</translation>
    </message>
    <message>
        <source>Entry after</source>
        <translation>Следующая запись</translation>
    </message>
    <message>
        <source>Last</source>
        <translation>Последний</translation>
    </message>
    <message>
        <source>Last entry of the history</source>
        <translation>Последняя запись истории</translation>
    </message>
    <message>
        <source>Back to now</source>
        <translation>Назад к настоящему</translation>
    </message>
    <message>
        <source>Shows the run as it is now</source>
        <translation>Показывает запуск в его нынешнем виде</translation>
    </message>
    <message>
        <source>Entry of the history</source>
        <translation>Запись истории</translation>
    </message>
    <message>
        <source>After entry %1 of %2, %3: %4</source>
        <translation>После записи %1 из %2, %3: %4</translation>
    </message>
    <message>
        <source> (only the first %1 can be stepped through)</source>
        <translation> (по шагам можно пройти только первые %1)</translation>
    </message>
</context>
<context>
    <name>beamline::ui::PipelineBuilder</name>
    <message>
        <source>Undo</source>
        <translation>Отменить</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Вернуть</translation>
    </message>
    <message>
        <source>Add an extension</source>
        <translation>Добавить расширение</translation>
    </message>
    <message>
        <source>Take out</source>
        <translation>Убрать</translation>
    </message>
    <message>
        <source>Move earlier</source>
        <translation>Переместить раньше</translation>
    </message>
    <message>
        <source>Move later</source>
        <translation>Переместить позже</translation>
    </message>
    <message>
        <source>Load anew</source>
        <translation>Загрузить заново</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Сохранить…</translation>
    </message>
    <message>
        <source>Policy</source>
        <translation>Политика</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Изменено</translation>
    </message>
    <message>
        <source>There are changes that are not saved.</source>
        <translation>Есть несохранённые изменения.</translation>
    </message>
    <message>
        <source>What the pipeline costs</source>
        <translation>Во что обходится конвейер</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>До</translation>
    </message>
    <message>
        <source>Drop pre-processors here, or press Insert. They change the request.</source>
        <translation>Перетащите сюда предобработчики или нажмите Insert. Они изменяют запрос.</translation>
    </message>
    <message>
        <source>Validators</source>
        <translation>Валидаторы</translation>
    </message>
    <message>
        <source>Drop validators here, or press Insert. They let a request pass or not.</source>
        <translation>Перетащите сюда валидаторы или нажмите Insert. Они пропускают запрос или нет.</translation>
    </message>
    <message>
        <source>After</source>
        <translation>После</translation>
    </message>
    <message>
        <source>Drop post-processors here, or press Insert. They change the answer.</source>
        <translation>Перетащите сюда постобработчики или нажмите Insert. Они изменяют ответ.</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>Поставщик</translation>
    </message>
    <message>
        <source>Who does the work is said on the page Policies.</source>
        <translation>Кто выполняет работу, указывается на странице «Политики».</translation>
    </message>
    <message>
        <source>Chosen extension</source>
        <translation>Выбранное расширение</translation>
    </message>
    <message>
        <source>Registered extensions</source>
        <translation>Зарегистрированные расширения</translation>
    </message>
    <message>
        <source>Nothing is registered yet that could stand in a lane.</source>
        <translation>Ещё не зарегистрировано ничего, что могло бы стоять на дорожке.</translation>
    </message>
    <message>
        <source>Version %1 of %2 is saved and counts from the next request.</source>
        <translation>Версия %1 политики %2 сохранена и действует со следующего запроса.</translation>
    </message>
    <message>
        <source>%1 has stored version %2 of this policy meanwhile. You change version %3.</source>
        <translation>Тем временем сохранена версия %2 этой политики (автор: %1). Вы изменяете версию %3.</translation>
    </message>
    <message>
        <source>Load theirs…</source>
        <translation>Загрузить чужую…</translation>
    </message>
    <message>
        <source>Discard the changes of %1?</source>
        <translation>Отбросить изменения в %1?</translation>
    </message>
    <message>
        <source>They are not saved, and cannot be brought back.</source>
        <translation>Они не сохранены, и вернуть их нельзя.</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Отбросить</translation>
    </message>
    <message>
        <source>Keep editing</source>
        <translation>Продолжить правку</translation>
    </message>
    <message>
        <source>No policies yet</source>
        <translation>Политик пока нет</translation>
    </message>
    <message>
        <source>A pipeline belongs to a policy: it says through which extensions a request goes before its provider is chosen, and after. Make a policy first.</source>
        <translation>Конвейер принадлежит политике: он определяет, через какие расширения запрос проходит до выбора поставщика и после него. Сначала создайте политику.</translation>
    </message>
    <message>
        <source>Go to policies</source>
        <translation>К политикам</translation>
    </message>
    <message>
        <source>Loading the pipeline…</source>
        <translation>Загрузка конвейера…</translation>
    </message>
    <message>
        <source>version %1</source>
        <translation>версия %1</translation>
    </message>
    <message>
        <source>%1 · weight %2</source>
        <translation>%1 · вес %2</translation>
    </message>
    <message>
        <source>The policy names no provider.</source>
        <translation>Политика не указывает поставщиков.</translation>
    </message>
    <message>
        <source>Not checked</source>
        <translation>Не проверено</translation>
    </message>
    <message numerus="yes">
        <source>%n mistake(s)</source>
        <translation>
            <numerusform>%n ошибка</numerusform>
            <numerusform>%n ошибки</numerusform>
            <numerusform>%n ошибок</numerusform>
        </translation>
    </message>
    <message>
        <source>It can be saved once they are mended.</source>
        <translation>Сохранить можно будет, когда они будут исправлены.</translation>
    </message>
    <message>
        <source>Score %1 of 100 · about %2 for each request · %3 of at most %4 recommended extensions</source>
        <translation>Оценка %1 из 100 · около %2 на запрос · %3 из не более чем %4 рекомендуемых расширений</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 из %2</translation>
    </message>
    <message>
        <source>At most %1 are recommended.</source>
        <translation>Рекомендуется не более %1.</translation>
    </message>
    <message>
        <source>Choose a policy first.</source>
        <translation>Сначала выберите политику.</translation>
    </message>
    <message>
        <source>Choose an extension of a lane first.</source>
        <translation>Сначала выберите расширение на дорожке.</translation>
    </message>
    <message>
        <source>Undo: %1</source>
        <translation>Отменить: %1</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Ничего не изменено.</translation>
    </message>
    <message>
        <source>Redo: %1</source>
        <translation>Вернуть: %1</translation>
    </message>
    <message>
        <source>Nothing was undone.</source>
        <translation>Ничего не отменялось.</translation>
    </message>
    <message>
        <source>Add one of the registered extensions to its lane.</source>
        <translation>Добавить на дорожку одно из зарегистрированных расширений.</translation>
    </message>
    <message>
        <source>No extension is registered that could stand in a lane.</source>
        <translation>Не зарегистрировано ни одного расширения, которое могло бы стоять на дорожке.</translation>
    </message>
    <message>
        <source>Take it out of the pipeline. It stays registered.</source>
        <translation>Убрать его из конвейера. Оно остаётся зарегистрированным.</translation>
    </message>
    <message>
        <source>Move it before the one above.</source>
        <translation>Переместить его перед верхним соседом.</translation>
    </message>
    <message>
        <source>It is the first one.</source>
        <translation>Оно первое.</translation>
    </message>
    <message>
        <source>Move it behind the one below.</source>
        <translation>Переместить его после нижнего соседа.</translation>
    </message>
    <message>
        <source>It is the last one.</source>
        <translation>Оно последнее.</translation>
    </message>
    <message>
        <source>Load the newest version of the policy.</source>
        <translation>Загрузить новейшую версию политики.</translation>
    </message>
    <message>
        <source>Save it as the next version of the policy.</source>
        <translation>Сохранить как следующую версию политики.</translation>
    </message>
    <message>
        <source>Mend what is marked first.</source>
        <translation>Сначала исправьте отмеченное.</translation>
    </message>
    <message>
        <source>The engine is being asked…</source>
        <translation>Отправлен запрос движку…</translation>
    </message>
</context>
<context>
    <name>beamline::ui::PipelineDraft</name>
    <message>
        <source>add %1</source>
        <translation>добавление %1</translation>
    </message>
    <message>
        <source>take out %1</source>
        <translation>удаление %1</translation>
    </message>
    <message>
        <source>move %1</source>
        <translation>перемещение %1</translation>
    </message>
    <message>
        <source>change %1</source>
        <translation>изменение %1</translation>
    </message>
</context>
<context>
    <name>beamline::ui::PipelineDryRun</name>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>исключён</translation>
    </message>
    <message>
        <source>%1: %2. %3</source>
        <translation>%1: %2. %3</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>Проверить</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Сообщение</translation>
    </message>
    <message>
        <source>Earlier messages</source>
        <translation>Прежние сообщения</translation>
    </message>
    <message>
        <source>Message and context as JSON</source>
        <translation>Сообщение и контекст в формате JSON</translation>
    </message>
    <message>
        <source>Call the extensions</source>
        <translation>Вызывать расширения</translation>
    </message>
    <message>
        <source>Without it only conditions and the choice of the provider are tried.</source>
        <translation>Без этого проверяются только условия и выбор поставщика.</translation>
    </message>
    <message>
        <source>What became of it</source>
        <translation>Что из этого вышло</translation>
    </message>
    <message>
        <source>of the pipeline before the last change</source>
        <translation>для конвейера до последнего изменения</translation>
    </message>
    <message>
        <source>Stages of the dry run</source>
        <translation>Этапы пробного запуска</translation>
    </message>
    <message>
        <source>What the stage changed</source>
        <translation>Что изменил этап</translation>
    </message>
    <message>
        <source>Why this provider</source>
        <translation>Почему этот поставщик</translation>
    </message>
    <message>
        <source>What it changed</source>
        <translation>Что изменилось</translation>
    </message>
    <message>
        <source>Message behind it</source>
        <translation>Сообщение после этапа</translation>
    </message>
    <message>
        <source>Choose a policy first.</source>
        <translation>Сначала выберите политику.</translation>
    </message>
    <message>
        <source>The message is on its way…</source>
        <translation>Сообщение в пути…</translation>
    </message>
    <message>
        <source>Send the message through the pipeline as it is edited.</source>
        <translation>Пропустить сообщение через конвейер в том виде, в каком он сейчас в правке.</translation>
    </message>
    <message>
        <source>It must be a JSON object such as {&quot;message&quot;: {&quot;payload&quot;: {…}}}.</source>
        <translation>Здесь должен быть объект JSON, например {&quot;message&quot;: {&quot;payload&quot;: {…}}}.</translation>
    </message>
    <message>
        <source>Line %1: %2</source>
        <translation>Строка %1: %2</translation>
    </message>
    <message>
        <source>It was not tried. %1</source>
        <translation>Проверка не проведена. %1</translation>
    </message>
    <message>
        <source>Nothing was tried yet</source>
        <translation>Ещё ничего не проверялось</translation>
    </message>
    <message>
        <source>Send a message through the pipeline as it is edited. Every stage shows what it made of it; nothing is stored, and no provider is asked.</source>
        <translation>Пропустите сообщение через конвейер в том виде, в каком он сейчас в правке. Каждый этап показывает, что он сделал с сообщением; ничего не сохраняется, и ни один поставщик не вызывается.</translation>
    </message>
    <message>
        <source>Would be served</source>
        <translation>Был бы обслужен</translation>
    </message>
    <message>
        <source>Would be refused</source>
        <translation>Был бы отклонён</translation>
    </message>
</context>
<context>
    <name>beamline::ui::PipelineLaneModel</name>
    <message>
        <source>p95 %1 · %2</source>
        <translation>p95 %1 · %2</translation>
    </message>
    <message>
        <source>Warns</source>
        <translation>Предупреждает</translation>
    </message>
    <message>
        <source>Ignored</source>
        <translation>Игнорируется</translation>
    </message>
    <message>
        <source>Blocks</source>
        <translation>Блокирует</translation>
    </message>
    <message>
        <source>Required</source>
        <translation>Обязательно</translation>
    </message>
    <message>
        <source>Optional</source>
        <translation>Необязательно</translation>
    </message>
    <message numerus="yes">
        <source>%n retry(s)</source>
        <translation>
            <numerusform>%n повтор</numerusform>
            <numerusform>%n повтора</numerusform>
            <numerusform>%n повторов</numerusform>
        </translation>
    </message>
    <message>
        <source>conditional</source>
        <translation>с условием</translation>
    </message>
    <message>
        <source>Not registered</source>
        <translation>Не зарегистрировано</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>Неизвестно</translation>
    </message>
</context>
<context>
    <name>beamline::ui::PipelineRunModel</name>
    <message>
        <source>Choice of the provider</source>
        <translation>Выбор поставщика</translation>
    </message>
    <message>
        <source>No provider</source>
        <translation>Нет поставщика</translation>
    </message>
    <message>
        <source>Chosen</source>
        <translation>Выбран</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Нет</translation>
    </message>
    <message>
        <source>Not reached</source>
        <translation>Не дошло</translation>
    </message>
    <message>
        <source>No provider could be chosen.</source>
        <translation>Поставщика выбрать не удалось.</translation>
    </message>
    <message>
        <source>%1 was chosen: %2.</source>
        <translation>Выбран %1: %2.</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Изменено</translation>
    </message>
    <message>
        <source>As before</source>
        <translation>Как прежде</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Stage</source>
        <translation>Этап</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Результат</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Заняло</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Сообщение</translation>
    </message>
    <message>
        <source>What came of it</source>
        <translation>Что из этого вышло</translation>
    </message>
</context>
<context>
    <name>beamline::ui::PipelineSaveDialog</name>
    <message>
        <source>%1 Storing over it makes yours the newest version; theirs stays in the history.</source>
        <translation>%1 Сохранение поверх сделает новейшей вашу версию; чужая останется в истории.</translation>
    </message>
    <message>
        <source>Store over it</source>
        <translation>Сохранить поверх</translation>
    </message>
    <message>
        <source>Save the pipeline of %1</source>
        <translation>Сохранить конвейер политики %1</translation>
    </message>
    <message>
        <source>Version %1 comes after version %2, and counts from the next request. Earlier versions stay and can be put back.</source>
        <translation>Версия %1 следует за версией %2 и действует со следующего запроса. Прежние версии остаются, и их можно вернуть.</translation>
    </message>
    <message>
        <source>What was changed, and why</source>
        <translation>Что изменено и почему</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Комментарий</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отменить</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Сохранить</translation>
    </message>
    <message>
        <source>The engine is being asked…</source>
        <translation>Отправлен запрос движку…</translation>
    </message>
    <message>
        <source>Mend what is marked first.</source>
        <translation>Сначала исправьте отмеченное.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::PipelineStagePane</name>
    <message>
        <source>Choose an extension of a lane to say what the policy asks of it.</source>
        <translation>Выберите расширение на дорожке, чтобы задать, чего от него требует политика.</translation>
    </message>
    <message>
        <source>Time limit</source>
        <translation>Предел времени</translation>
    </message>
    <message>
        <source> ms</source>
        <translation> мс</translation>
    </message>
    <message>
        <source>As registered</source>
        <translation>Как в регистрации</translation>
    </message>
    <message>
        <source>Retries after it was too late</source>
        <translation>Повторы, если не успело</translation>
    </message>
    <message>
        <source>Settings, over those it is registered with</source>
        <translation>Настройки, поверх указанных при регистрации</translation>
    </message>
    <message>
        <source>Only for requests whose context has</source>
        <translation>Только для запросов, в контексте которых есть</translation>
    </message>
    <message>
        <source>Show in the registry</source>
        <translation>Показать в реестре</translation>
    </message>
    <message>
        <source>It must be a JSON object, {…}.</source>
        <translation>Здесь должен быть объект JSON, {…}.</translation>
    </message>
    <message>
        <source>Not registered</source>
        <translation>Не зарегистрировано</translation>
    </message>
    <message>
        <source>%1 %2 · p95 %3 · success %4</source>
        <translation>%1 %2 · p95 %3 · успешность %4</translation>
    </message>
    <message>
        <source>When it rejects or fails</source>
        <translation>При отклонении или ошибке</translation>
    </message>
    <message>
        <source>When it fails</source>
        <translation>При ошибке</translation>
    </message>
    <message>
        <source>Block the request</source>
        <translation>Заблокировать запрос</translation>
    </message>
    <message>
        <source>Warn, and go on</source>
        <translation>Предупредить и продолжить</translation>
    </message>
    <message>
        <source>Ignore it, and go on</source>
        <translation>Игнорировать и продолжить</translation>
    </message>
    <message>
        <source>Go on without it (optional)</source>
        <translation>Продолжить без него (необязательно)</translation>
    </message>
    <message>
        <source>Fail the request (required)</source>
        <translation>Отказать в запросе (обязательно)</translation>
    </message>
</context>
<context>
    <name>beamline::ui::PoliciesPage</name>
    <message>
        <source>Filter policies</source>
        <translation>Фильтр политик</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Удалить…</translation>
    </message>
    <message>
        <source>Duplicate…</source>
        <translation>Дублировать…</translation>
    </message>
    <message>
        <source>New policy…</source>
        <translation>Новая политика…</translation>
    </message>
    <message>
        <source>Policies</source>
        <translation>Политики</translation>
    </message>
    <message>
        <source>in all</source>
        <translation>всего</translation>
    </message>
    <message>
        <source>Loading policies…</source>
        <translation>Загрузка политик…</translation>
    </message>
    <message>
        <source>The list is as of the last answer. %1</source>
        <translation>Список соответствует последнему ответу. %1</translation>
    </message>
    <message>
        <source>No policy fits</source>
        <translation>Ни одна политика не подходит</translation>
    </message>
    <message>
        <source>Nothing here matches the text.</source>
        <translation>Ничто здесь не соответствует тексту.</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>Очистить фильтр</translation>
    </message>
    <message>
        <source>No policies yet</source>
        <translation>Политик пока нет</translation>
    </message>
    <message>
        <source>A policy says which provider does a request: by weights, with a canary, fallbacks and extensions before and after. Requests name it; without a name it is “default”.</source>
        <translation>Политика определяет, какой поставщик выполняет запрос: по весам, с канарейкой, запасными поставщиками и расширениями до и после. Запросы указывают её имя; без имени берётся «default».</translation>
    </message>
    <message>
        <source>Discard what you wrote in %1?</source>
        <translation>Отбросить написанное в %1?</translation>
    </message>
    <message>
        <source>It is not saved. Keep writing to save it as a version first.</source>
        <translation>Оно не сохранено. Продолжите писать, чтобы сначала сохранить его как версию.</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Отбросить</translation>
    </message>
    <message>
        <source>Keep writing</source>
        <translation>Продолжить писать</translation>
    </message>
    <message>
        <source>Select a policy first.</source>
        <translation>Сначала выберите политику.</translation>
    </message>
    <message>
        <source>Write a policy.</source>
        <translation>Написать политику.</translation>
    </message>
    <message>
        <source>Write a new policy that begins as %1 is.</source>
        <translation>Написать новую политику на основе %1.</translation>
    </message>
    <message>
        <source>What is written is no JSON.</source>
        <translation>Написанное — не JSON.</translation>
    </message>
    <message>
        <source>Remove %1. Its versions are kept.</source>
        <translation>Удалить %1. Её версии сохраняются.</translation>
    </message>
    <message>
        <source>It is not saved yet.</source>
        <translation>Она ещё не сохранена.</translation>
    </message>
    <message>
        <source>Duplicate the policy %1…</source>
        <translation>Дублировать политику %1…</translation>
    </message>
    <message>
        <source>Remove the policy %1…</source>
        <translation>Удалить политику %1…</translation>
    </message>
    <message>
        <source>New policy</source>
        <translation>Новая политика</translation>
    </message>
    <message>
        <source>It begins with two providers and a fallback.</source>
        <translation>Она начинается с двух поставщиков и одного запасного.</translation>
    </message>
    <message>
        <source>%1-copy</source>
        <translation>%1-copy</translation>
    </message>
    <message>
        <source>Duplicate %1</source>
        <translation>Дублирование %1</translation>
    </message>
    <message>
        <source>The new policy begins as this one is.</source>
        <translation>Новая политика начинается такой же, как эта.</translation>
    </message>
    <message>
        <source>Remove the policy %1?</source>
        <translation>Удалить политику %1?</translation>
    </message>
    <message>
        <source>Requests that name it are refused from now on. Its versions are kept, and one of them can be put again.</source>
        <translation>В запросах, которые её указывают, отныне отказывается. Её версии сохраняются, и одну из них можно снова ввести в действие.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Удалить</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Оставить</translation>
    </message>
    <message>
        <source>%1 is removed.</source>
        <translation>%1 — удалено.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::PolicyEditor</name>
    <message>
        <source>JSON of the policy</source>
        <translation>JSON политики</translation>
    </message>
    <message>
        <source>F8 goes to the next problem. Escape, then Tab leaves the text.</source>
        <translation>F8 переходит к следующей проблеме. Escape, затем Tab — выход из текста.</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>Проблемы</translation>
    </message>
    <message>
        <source>The text beside is no JSON now; the form follows when it is.</source>
        <translation>Текст рядом сейчас не JSON; форма обновится, когда он им станет.</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>Проверка…</translation>
    </message>
    <message numerus="yes">
        <source>%n mistake(s)</source>
        <translation>
            <numerusform>%n ошибка</numerusform>
            <numerusform>%n ошибки</numerusform>
            <numerusform>%n ошибок</numerusform>
        </translation>
    </message>
    <message>
        <source>No JSON</source>
        <translation>Не JSON</translation>
    </message>
    <message>
        <source>Not checked: %1</source>
        <translation>Не проверено: %1</translation>
    </message>
    <message numerus="yes">
        <source>No mistakes, %n warning(s)</source>
        <translation>
            <numerusform>Ошибок нет, %n предупреждение</numerusform>
            <numerusform>Ошибок нет, %n предупреждения</numerusform>
            <numerusform>Ошибок нет, %n предупреждений</numerusform>
        </translation>
    </message>
    <message>
        <source>No mistakes</source>
        <translation>Ошибок нет</translation>
    </message>
</context>
<context>
    <name>beamline::ui::PolicyForm</name>
    <message>
        <source>Providers</source>
        <translation>Поставщики</translation>
    </message>
    <message>
        <source>Add a provider</source>
        <translation>Добавить поставщика</translation>
    </message>
    <message>
        <source>Remove the selected provider</source>
        <translation>Удалить выбранного поставщика</translation>
    </message>
    <message>
        <source>Providers and weights</source>
        <translation>Поставщики и веса</translation>
    </message>
    <message>
        <source>Canary</source>
        <translation>Канарейка</translation>
    </message>
    <message>
        <source>Canary provider</source>
        <translation>Поставщик-канарейка</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Нет</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>Share of the canary</source>
        <translation>Доля канарейки</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>Поставщик</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Доля</translation>
    </message>
    <message>
        <source>Name the canary&apos;s provider first.</source>
        <translation>Сначала укажите поставщика-канарейку.</translation>
    </message>
    <message>
        <source>Shadows</source>
        <translation>Теневые</translation>
    </message>
    <message>
        <source>Add a shadow: it gets a copy, its answers are thrown away</source>
        <translation>Добавить теневого: он получает копию, его ответы отбрасываются</translation>
    </message>
    <message>
        <source>Remove the selected shadow</source>
        <translation>Удалить выбранного теневого</translation>
    </message>
    <message>
        <source>Fallbacks</source>
        <translation>Запасные</translation>
    </message>
    <message>
        <source>Add a fallback</source>
        <translation>Добавить запасного</translation>
    </message>
    <message>
        <source>Remove the selected fallback</source>
        <translation>Удалить выбранного запасного</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>Сессии</translation>
    </message>
    <message>
        <source>A session keeps its provider</source>
        <translation>Сессия сохраняет своего поставщика</translation>
    </message>
    <message>
        <source>Told by</source>
        <translation>Признак</translation>
    </message>
    <message>
        <source>For</source>
        <translation>На срок</translation>
    </message>
    <message>
        <source>Circuit breaker</source>
        <translation>Предохранитель</translation>
    </message>
    <message>
        <source>Leave out a provider that fails</source>
        <translation>Исключать поставщика при ошибках</translation>
    </message>
    <message>
        <source>After failures</source>
        <translation>После ошибок</translation>
    </message>
    <message>
        <source>Tried again after</source>
        <translation>Повторить через</translation>
    </message>
    <message>
        <source> ms</source>
        <translation> мс</translation>
    </message>
    <message>
        <source>Choice and limits</source>
        <translation>Выбор и пределы</translation>
    </message>
    <message>
        <source>By weight</source>
        <translation>По весу</translation>
    </message>
    <message>
        <source>Lowest latency</source>
        <translation>Меньше задержка</translation>
    </message>
    <message>
        <source>Lowest cost</source>
        <translation>Меньше стоимость</translation>
    </message>
    <message>
        <source>Latency and cost</source>
        <translation>Задержка и стоимость</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>Выбор</translation>
    </message>
    <message>
        <source>Deadline</source>
        <translation>Срок</translation>
    </message>
    <message>
        <source>Extensions</source>
        <translation>Расширения</translation>
    </message>
    <message>
        <source>Before: %1</source>
        <translation>До: %1</translation>
    </message>
    <message>
        <source>Validators: %1</source>
        <translation>Валидаторы: %1</translation>
    </message>
    <message>
        <source>After: %1</source>
        <translation>После: %1</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>low</source>
        <translation>низкая</translation>
    </message>
    <message>
        <source>medium</source>
        <translation>средняя</translation>
    </message>
    <message>
        <source>high</source>
        <translation>высокая</translation>
    </message>
    <message>
        <source>very high</source>
        <translation>очень высокая</translation>
    </message>
    <message>
        <source>Complexity %1 (%2 of 100), about %3 for each request.</source>
        <translation>Сложность %1 (%2 из 100), около %3 на запрос.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::PolicyListModel</name>
    <message>
        <source>v%1</source>
        <translation>v%1</translation>
    </message>
    <message>
        <source>%1
%2
Version %3, %4, by %5</source>
        <translation>%1
%2
Версия %3, %4, автор: %5</translation>
    </message>
    <message>
        <source>%1, version %2, %3. Changed %4 by %5. %6</source>
        <translation>%1, версия %2, %3. Изменена %4, автор: %5. %6</translation>
    </message>
</context>
<context>
    <name>beamline::ui::PolicyLivePane</name>
    <message>
        <source>How the providers do is as of the last answer. %1</source>
        <translation>Состояние поставщиков — на момент последнего ответа. %1</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>Отозвать</translation>
    </message>
    <message>
        <source>Traffic of the providers</source>
        <translation>Трафик поставщиков</translation>
    </message>
    <message>
        <source>Decisions</source>
        <translation>Решения</translation>
    </message>
    <message>
        <source>Only those that failed</source>
        <translation>Только неудачные</translation>
    </message>
    <message>
        <source>There is no traffic before the policy is saved.</source>
        <translation>Пока политика не сохранена, трафика нет.</translation>
    </message>
    <message>
        <source>No canary. Name its provider in Edit to try one on a part of the traffic.</source>
        <translation>Канарейки нет. Укажите её поставщика на вкладке «Правка», чтобы опробовать его на части трафика.</translation>
    </message>
    <message>
        <source>The canary %1 gets %2.</source>
        <translation>Канарейка %1 получает %2.</translation>
    </message>
    <message>
        <source>The canary %1 gets nothing now.</source>
        <translation>Канарейка %1 сейчас ничего не получает.</translation>
    </message>
    <message>
        <source>The policy names no canary.</source>
        <translation>Политика не указывает канарейку.</translation>
    </message>
    <message>
        <source>The engine is being asked…</source>
        <translation>Отправлен запрос движку…</translation>
    </message>
    <message>
        <source>It gets that already.</source>
        <translation>Столько она уже получает.</translation>
    </message>
    <message>
        <source>Give %1 to %2, as a new version.</source>
        <translation>Направить %1 на %2, новой версией.</translation>
    </message>
    <message>
        <source>Give nothing to %1, as a new version.</source>
        <translation>Ничего не направлять на %1, новой версией.</translation>
    </message>
    <message>
        <source>Canary: %1</source>
        <translation>Канарейка: %1</translation>
    </message>
    <message>
        <source>Canary %1 at %2</source>
        <translation>Канарейка %1: %2</translation>
    </message>
    <message>
        <source>Take the canary %1 back</source>
        <translation>Отозвать канарейку %1</translation>
    </message>
    <message>
        <source>Canary %1 taken back</source>
        <translation>Канарейка %1 отозвана</translation>
    </message>
    <message>
        <source>Loading decisions…</source>
        <translation>Загрузка решений…</translation>
    </message>
    <message>
        <source>None failed</source>
        <translation>Неудачных нет</translation>
    </message>
    <message>
        <source>No decisions yet</source>
        <translation>Решений пока нет</translation>
    </message>
    <message>
        <source>Every request that this policy decides is listed here.</source>
        <translation>Здесь перечислены все запросы, по которым решает эта политика.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::PolicyNameDialog</name>
    <message>
        <source>Name</source>
        <translation>Имя</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отменить</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>Начать</translation>
    </message>
    <message>
        <source>Requests name it as their policy_id.</source>
        <translation>Запросы указывают её в поле policy_id.</translation>
    </message>
    <message>
        <source>A name has letters, digits, &apos;_&apos;, &apos;.&apos; and &apos;-&apos;.</source>
        <translation>Имя состоит из букв, цифр, &apos;_&apos;, &apos;.&apos; и &apos;-&apos;.</translation>
    </message>
    <message>
        <source>There is one of this name already.</source>
        <translation>Такое имя уже есть.</translation>
    </message>
    <message>
        <source>Give a name first.</source>
        <translation>Сначала укажите имя.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::PolicyPane</name>
    <message>
        <source>Policy</source>
        <translation>Политика</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Сохранить…</translation>
    </message>
    <message>
        <source>Discard changes</source>
        <translation>Отбросить изменения</translation>
    </message>
    <message>
        <source>Roll back…</source>
        <translation>Откатить…</translation>
    </message>
    <message>
        <source>Simulate</source>
        <translation>Симуляция</translation>
    </message>
    <message>
        <source>Edit the policy</source>
        <translation>Изменить политику</translation>
    </message>
    <message>
        <source>Watch the traffic of the policy</source>
        <translation>Наблюдать за трафиком политики</translation>
    </message>
    <message>
        <source>Versions of the policy</source>
        <translation>Версии политики</translation>
    </message>
    <message>
        <source>Try the policy on recorded traffic</source>
        <translation>Опробовать политику на записанном трафике</translation>
    </message>
    <message>
        <source>Edit, live, versions or simulate</source>
        <translation>Правка, трафик, версии или симуляция</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Правка</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Трафик</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>Версии</translation>
    </message>
    <message>
        <source>No policy selected</source>
        <translation>Политика не выбрана</translation>
    </message>
    <message>
        <source>Select one to change it, to see what it does now, and to try changes on recorded traffic.</source>
        <translation>Выберите политику, чтобы изменить её, увидеть, что она делает сейчас, и опробовать изменения на записанном трафике.</translation>
    </message>
    <message>
        <source>Loading the policy…</source>
        <translation>Загрузка политики…</translation>
    </message>
    <message>
        <source>%1 has stored version %2 meanwhile. What you write is made from version %3; when you save it, you see both.</source>
        <translation>Тем временем сохранена версия %2 (автор: %1). Ваш текст основан на версии %3; при сохранении вы увидите обе.</translation>
    </message>
    <message>
        <source>Discard mine</source>
        <translation>Отбросить моё</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>Не сохранено</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Изменено</translation>
    </message>
    <message>
        <source>Version %1</source>
        <translation>Версия %1</translation>
    </message>
    <message>
        <source> · “%1”</source>
        <translation> · «%1»</translation>
    </message>
    <message>
        <source>It is stored, and counts, when you save it.</source>
        <translation>Она начнёт действовать, когда вы её сохраните.</translation>
    </message>
    <message>
        <source>Version %1 · %2 · %3%4</source>
        <translation>Версия %1 · %2 · %3%4</translation>
    </message>
    <message>
        <source>Select a policy first.</source>
        <translation>Сначала выберите политику.</translation>
    </message>
    <message>
        <source>The policy is being read.</source>
        <translation>Политика читается.</translation>
    </message>
    <message>
        <source>Store what is written as a new version.</source>
        <translation>Сохранить написанное как новую версию.</translation>
    </message>
    <message>
        <source>Nothing is changed.</source>
        <translation>Ничего не изменено.</translation>
    </message>
    <message>
        <source>What is written is no JSON.</source>
        <translation>Написанное — не JSON.</translation>
    </message>
    <message>
        <source>Go back to what is stored.</source>
        <translation>Вернуться к сохранённому.</translation>
    </message>
    <message>
        <source>Save %1…</source>
        <translation>Сохранить %1…</translation>
    </message>
    <message>
        <source>Save or discard what you write first.</source>
        <translation>Сначала сохраните или отбросьте написанное.</translation>
    </message>
    <message>
        <source>Save the new policy %1</source>
        <translation>Сохранить новую политику %1</translation>
    </message>
    <message>
        <source>Save %1</source>
        <translation>Сохранить %1</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Сохранить</translation>
    </message>
    <message>
        <source>%1 is saved as version %2.</source>
        <translation>%1 — сохранено как версия %2.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::PolicyRowsModel</name>
    <message>
        <source>When</source>
        <translation>Когда</translation>
    </message>
    <message>
        <source>Retries</source>
        <translation>Повторы</translation>
    </message>
    <message>
        <source>Go to</source>
        <translation>Куда</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>Поставщик</translation>
    </message>
    <message>
        <source>Percent</source>
        <translation>Процент</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Вес</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Доля</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>Приоритет</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Стоимость</translation>
    </message>
    <message>
        <source>always</source>
        <translation>всегда</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>beamline::ui::PolicySaveDialog</name>
    <message>
        <source>What differs</source>
        <translation>Различие</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Комментарий</translation>
    </message>
    <message>
        <source>What changes, and why: it is kept with the version</source>
        <translation>Что меняется и почему: хранится вместе с версией</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отменить</translation>
    </message>
    <message>
        <source>The same document</source>
        <translation>Тот же документ</translation>
    </message>
    <message>
        <source>It differs in nothing.</source>
        <translation>Отличий нет.</translation>
    </message>
    <message>
        <source>The engine is being asked…</source>
        <translation>Отправлен запрос движку…</translation>
    </message>
    <message>
        <source>Compare with the version that came meanwhile first.</source>
        <translation>Сначала сравните с версией, появившейся тем временем.</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Сравнить</translation>
    </message>
    <message>
        <source>: “%1”</source>
        <translation>: «%1»</translation>
    </message>
    <message>
        <source>Not saved: %1 stored version %2 %3%4.</source>
        <translation>Не сохранено: %1 — автор версии %2, сохранённой %3%4.</translation>
    </message>
    <message>
        <source>Not saved: somebody has removed %1 meanwhile.</source>
        <translation>Не сохранено: тем временем политика %1 удалена.</translation>
    </message>
    <message>
        <source>Save over version %1</source>
        <translation>Сохранить поверх версии %1</translation>
    </message>
    <message>
        <source>Save as a new one</source>
        <translation>Сохранить как новую</translation>
    </message>
    <message>
        <source>This is what would become of it. Cancel to take over the other&apos;s changes by hand.</source>
        <translation>Вот что из этого получилось бы. Отмените, чтобы перенести чужие изменения вручную.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::PolicySection</name>
    <message>
        <source>None</source>
        <translation>Нет</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>beamline::ui::PolicySimulationPane</name>
    <message>
        <source>%1 → %2</source>
        <translation>%1 → %2</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Traffic of the last</source>
        <translation>Трафик за</translation>
    </message>
    <message>
        <source>Span of the traffic</source>
        <translation>Период трафика</translation>
    </message>
    <message>
        <source>hour</source>
        <translation>час</translation>
    </message>
    <message>
        <source>24 hours</source>
        <translation>24 часа</translation>
    </message>
    <message>
        <source>7 days</source>
        <translation>7 дней</translation>
    </message>
    <message>
        <source>30 days</source>
        <translation>30 дней</translation>
    </message>
    <message>
        <source>Decisions</source>
        <translation>Решения</translation>
    </message>
    <message>
        <source>Would go elsewhere</source>
        <translation>Пошли бы иначе</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Стоимость</translation>
    </message>
    <message>
        <source>Mean latency</source>
        <translation>Средняя задержка</translation>
    </message>
    <message>
        <source>Shares before and after</source>
        <translation>Доли до и после</translation>
    </message>
    <message>
        <source>Changed decisions</source>
        <translation>Изменившиеся решения</translation>
    </message>
    <message>
        <source>Try it on what has been</source>
        <translation>Опробовать на том, что было</translation>
    </message>
    <message>
        <source>The recorded requests are decided once more with the policy as it is written here. Nothing is sent, stored or counted.</source>
        <translation>По записанным запросам решение принимается ещё раз, с политикой в том виде, как она написана здесь. Ничего не отправляется, не сохраняется и не учитывается.</translation>
    </message>
    <message>
        <source>with the policy as it is stored</source>
        <translation>с политикой в сохранённом виде</translation>
    </message>
    <message>
        <source>with what is written and not saved</source>
        <translation>с написанным и не сохранённым</translation>
    </message>
    <message>
        <source>Select a policy first.</source>
        <translation>Сначала выберите политику.</translation>
    </message>
    <message>
        <source>What is written is no JSON.</source>
        <translation>Написанное — не JSON.</translation>
    </message>
    <message>
        <source>A simulation is under way.</source>
        <translation>Симуляция уже выполняется.</translation>
    </message>
    <message>
        <source>Decide the recorded requests once more with this policy.</source>
        <translation>Ещё раз принять решения по записанным запросам с этой политикой.</translation>
    </message>
    <message>
        <source>Deciding recorded requests once more…</source>
        <translation>Решения по записанным запросам принимаются ещё раз…</translation>
    </message>
    <message>
        <source>No traffic in that time</source>
        <translation>За это время трафика нет</translation>
    </message>
    <message>
        <source>This policy has decided nothing then. Choose a longer span.</source>
        <translation>За это время политика ничего не решала. Выберите более долгий период.</translation>
    </message>
    <message>
        <source>There were more: the newest %1 were tried.</source>
        <translation>Было больше: опробованы последние %1.</translation>
    </message>
    <message>
        <source>No decision would be another one</source>
        <translation>Ни одно решение не стало бы другим</translation>
    </message>
    <message>
        <source>The first %1 changed decisions</source>
        <translation>Первые %1 изменившихся решений</translation>
    </message>
</context>
<context>
    <name>beamline::ui::PolicyVersionModel</name>
    <message>
        <source>Version</source>
        <translation>Версия</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Изменено</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Кем</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Комментарий</translation>
    </message>
    <message>
        <source>Removed</source>
        <translation>Удалена</translation>
    </message>
    <message>
        <source>Removed: %1</source>
        <translation>Удалена: %1</translation>
    </message>
    <message>
        <source>latest</source>
        <translation>последняя</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>удалена</translation>
    </message>
    <message>
        <source>%1, latest</source>
        <translation>%1, последняя</translation>
    </message>
</context>
<context>
    <name>beamline::ui::PolicyVersionsPane</name>
    <message>
        <source>Versions</source>
        <translation>Версии</translation>
    </message>
    <message>
        <source>Version to compare with</source>
        <translation>Версия для сравнения</translation>
    </message>
    <message>
        <source>What differs</source>
        <translation>Различие</translation>
    </message>
    <message>
        <source>Loading versions…</source>
        <translation>Загрузка версий…</translation>
    </message>
    <message>
        <source>%1 (latest)</source>
        <translation>%1 (последняя)</translation>
    </message>
    <message>
        <source>Changed in %1 since</source>
        <translation>Изменено в %1 по сравнению с</translation>
    </message>
    <message>
        <source>Only one version</source>
        <translation>Только одна версия</translation>
    </message>
    <message>
        <source>When the policy is changed, what differs between the two is shown here.</source>
        <translation>Когда политика будет изменена, здесь появятся отличия между двумя версиями.</translation>
    </message>
    <message>
        <source>Comparing…</source>
        <translation>Сравнение…</translation>
    </message>
    <message>
        <source>The same document</source>
        <translation>Тот же документ</translation>
    </message>
    <message>
        <source>The two differ in nothing.</source>
        <translation>Отличий между ними нет.</translation>
    </message>
    <message>
        <source>Select a version first.</source>
        <translation>Сначала выберите версию.</translation>
    </message>
    <message>
        <source>This is the version that counts.</source>
        <translation>Это действующая версия.</translation>
    </message>
    <message>
        <source>This version says that there is none.</source>
        <translation>Эта версия означает, что политики нет.</translation>
    </message>
    <message>
        <source>The version is being read.</source>
        <translation>Версия читается.</translation>
    </message>
    <message>
        <source>Make version %1 the newest one again.</source>
        <translation>Снова сделать версию %1 новейшей.</translation>
    </message>
    <message>
        <source>Roll %1 back…</source>
        <translation>Откатить %1…</translation>
    </message>
    <message>
        <source>Roll %1 back to version %2</source>
        <translation>Откатить %1 к версии %2</translation>
    </message>
    <message>
        <source>Roll back</source>
        <translation>Откатить</translation>
    </message>
    <message>
        <source>Roll back to version %1</source>
        <translation>Откатить к версии %1</translation>
    </message>
</context>
<context>
    <name>beamline::ui::ProblemListModel</name>
    <message numerus="yes">
        <source>… and %n more.</source>
        <translation>
            <numerusform>… и ещё %n.</numerusform>
            <numerusform>… и ещё %n.</numerusform>
            <numerusform>… и ещё %n.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1, line %2: %3</source>
        <translation>%1, строка %2: %3</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Ошибка</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Предупреждение</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Строка</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Проблема</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Где</translation>
    </message>
</context>
<context>
    <name>beamline::ui::ProblemsPage</name>
    <message>
        <source>Copy</source>
        <translation>Копировать</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Скрыть</translation>
    </message>
    <message>
        <source>Go to its cause</source>
        <translation>Перейти к причине</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>Что делать</translation>
    </message>
    <message numerus="yes">
        <source>error(s)</source>
        <translation>
            <numerusform>ошибка</numerusform>
            <numerusform>ошибки</numerusform>
            <numerusform>ошибок</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>warning(s)</source>
        <translation>
            <numerusform>предупреждение</numerusform>
            <numerusform>предупреждения</numerusform>
            <numerusform>предупреждений</numerusform>
        </translation>
    </message>
    <message>
        <source>No problems</source>
        <translation>Проблем нет</translation>
    </message>
    <message>
        <source>There is no problem.</source>
        <translation>Проблем нет.</translation>
    </message>
    <message>
        <source>Show the page where it can be mended.</source>
        <translation>Показать страницу, на которой это можно исправить.</translation>
    </message>
    <message>
        <source>Its cause is on no page of this console.</source>
        <translation>Причины нет ни на одной странице этой консоли.</translation>
    </message>
    <message>
        <source>Take it off the list.</source>
        <translation>Убрать из списка.</translation>
    </message>
    <message>
        <source>It is so now, and goes when it is mended.</source>
        <translation>Проблема существует сейчас и исчезнет, когда будет устранена.</translation>
    </message>
    <message>
        <source>Copy it as text.</source>
        <translation>Копировать как текст.</translation>
    </message>
    <message>
        <source>since %1</source>
        <translation>с %1</translation>
    </message>
    <message>
        <source>code %1</source>
        <translation>код %1</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>Проблемы</translation>
    </message>
    <message>
        <source>What is wrong with the engine, its cluster, its schedules and this console, runs that are faulted and approvals that are overdue are listed here with what to do about it, and leave by themselves when they are mended.</source>
        <translation>Здесь перечисляется всё, что не в порядке с движком, его кластером, его расписаниями и этой консолью, а также запуски со сбоем и просроченные согласования — с указанием, что делать. Устранённое исчезает само.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::ProviderTable</name>
    <message>
        <source>No calls</source>
        <translation>Вызовов нет</translation>
    </message>
    <message>
        <source>The engine has not heard of %1 yet.</source>
        <translation>Движок ещё ничего не знает о %1.</translation>
    </message>
    <message>
        <source>It gets %1 of the decisions that were made lately; its weight says %2. %3 decisions in all.</source>
        <translation>Он получает %1 недавних решений; по весу положено %2. Всего решений: %3.</translation>
    </message>
    <message>
        <source>Open since %1.</source>
        <translation>Разомкнут с %1.</translation>
    </message>
    <message numerus="yes">
        <source>%n failure(s) one after another.</source>
        <translation>
            <numerusform>%n ошибка подряд.</numerusform>
            <numerusform>%n ошибки подряд.</numerusform>
            <numerusform>%n ошибок подряд.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 calls failed.</source>
        <translation>Вызовов с ошибкой: %1 из %2.</translation>
    </message>
    <message>
        <source>%1 of %2 calls failed. The last one %3: %4</source>
        <translation>Вызовов с ошибкой: %1 из %2. Последняя %3: %4</translation>
    </message>
    <message>
        <source>Mean cost of a call.</source>
        <translation>Средняя стоимость вызова.</translation>
    </message>
    <message>
        <source>canary</source>
        <translation>канарейка</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>Поставщик</translation>
    </message>
    <message>
        <source>Share of traffic</source>
        <translation>Доля трафика</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Вес</translation>
    </message>
    <message>
        <source>Circuit</source>
        <translation>Предохранитель</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>Ошибки</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Стоимость</translation>
    </message>
</context>
<context>
    <name>beamline::ui::QueryBar</name>
    <message numerus="yes">
        <source>And %n more mistake(s).</source>
        <translation>
            <numerusform>И ещё %n ошибка.</numerusform>
            <numerusform>И ещё %n ошибки.</numerusform>
            <numerusform>И ещё %n ошибок.</numerusform>
        </translation>
    </message>
    <message>
        <source>Ctrl+Space shows what can be written, Up and Down what was asked before</source>
        <translation>Ctrl+Пробел показывает, что можно написать, стрелки вверх и вниз — прежние запросы</translation>
    </message>
</context>
<context>
    <name>beamline::ui::QueueBar</name>
    <message>
        <source>Queues</source>
        <translation>Очереди</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
</context>
<context>
    <name>beamline::ui::RecentInputModel</name>
    <message>
        <source>Run %1 of version %2</source>
        <translation>Запуск %1 версии %2</translation>
    </message>
    <message numerus="yes">
        <source>Of %n run(s), the newest is %1 of version %2</source>
        <translation>
            <numerusform>Из %n запуска, последний — %1 версии %2</numerusform>
            <numerusform>Из %n запусков, последний — %1 версии %2</numerusform>
            <numerusform>Из %n запусков, последний — %1 версии %2</numerusform>
        </translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Входные данные</translation>
    </message>
    <message>
        <source>What came of it</source>
        <translation>Что из этого вышло</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Начато</translation>
    </message>
</context>
<context>
    <name>beamline::ui::RecentRunModel</name>
    <message>
        <source>%1, dry run</source>
        <translation>%1, пробный запуск</translation>
    </message>
    <message>
        <source>Phase</source>
        <translation>Фаза</translation>
    </message>
    <message>
        <source>Workflow</source>
        <translation>Рабочий процесс</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Сейчас</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Изменено</translation>
    </message>
</context>
<context>
    <name>beamline::ui::RegisterDialog</name>
    <message>
        <source>Register an extension</source>
        <translation>Регистрация расширения</translation>
    </message>
    <message>
        <source>For a program that runs already, or lies beside the engine. Packages are installed instead: drop the file onto the page.</source>
        <translation>Для программы, которая уже работает или лежит рядом с движком. Пакеты же устанавливаются: перетащите файл на страницу.</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>Id</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Тип</translation>
    </message>
    <message>
        <source>Reached</source>
        <translation>Доступ</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Адрес</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Версия</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Описание</translation>
    </message>
    <message>
        <source>Time limit</source>
        <translation>Предел времени</translation>
    </message>
    <message>
        <source> ms</source>
        <translation> мс</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отменить</translation>
    </message>
    <message>
        <source>Register</source>
        <translation>Зарегистрировать</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Тема</translation>
    </message>
    <message>
        <source>URL</source>
        <translation>URL</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Команда</translation>
    </message>
    <message>
        <source>The engine is being asked…</source>
        <translation>Отправлен запрос движку…</translation>
    </message>
    <message>
        <source>Give an id first.</source>
        <translation>Сначала укажите id.</translation>
    </message>
    <message>
        <source>Say where it is reached first.</source>
        <translation>Сначала укажите, как к нему обращаться.</translation>
    </message>
    <message>
        <source>There is an extension %1 already. Choose another id, or change that one.</source>
        <translation>Расширение %1 уже есть. Выберите другой id или измените то.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::ReplayDialog</name>
    <message>
        <source>Edit and retry</source>
        <translation>Изменить и повторить</translation>
    </message>
    <message>
        <source>Retry %1 from its failed task</source>
        <translation>Повторить %1 с задачи, на которой произошёл сбой</translation>
    </message>
    <message>
        <source>The workflow refused its input. The run begins again with what stands here.</source>
        <translation>Рабочий процесс отклонил свои входные данные. Запуск начнётся заново с тем, что указано здесь.</translation>
    </message>
    <message>
        <source>%1 gets what stands here in place of its input; its schema and input.from apply. Tasks before it stand.</source>
        <translation>%1 получит то, что указано здесь, вместо своих входных данных; её схема и input.from применяются. Задачи до неё остаются выполненными.</translation>
    </message>
    <message>
        <source>Kept in the history of the run</source>
        <translation>Сохраняется в истории запуска</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Повторить</translation>
    </message>
    <message>
        <source>Mend the JSON first.</source>
        <translation>Сначала исправьте JSON.</translation>
    </message>
    <message>
        <source>The engine is being asked…</source>
        <translation>Отправлен запрос движку…</translation>
    </message>
</context>
<context>
    <name>beamline::ui::RerunChoice</name>
    <message>
        <source>The start of the workflow</source>
        <translation>Начало рабочего процесса</translation>
    </message>
    <message>
        <source>The task that faulted</source>
        <translation>Задача с ошибкой</translation>
    </message>
    <message>
        <source>The latest version</source>
        <translation>Последняя версия</translation>
    </message>
    <message>
        <source>The version that each ran</source>
        <translation>Версия, с которой шёл каждый</translation>
    </message>
    <message>
        <source>Or type another one, like 1.2.0.</source>
        <translation>Или введите другую, например 1.2.0.</translation>
    </message>
    <message>
        <source>Discard each faulted run once its new run has begun, so that nobody has to look at it</source>
        <translation>Отбросить каждый запуск с ошибкой, как только начнётся новый, чтобы им больше никто не занимался</translation>
    </message>
    <message>
        <source>Begin at</source>
        <translation>Начать с</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Версия</translation>
    </message>
</context>
<context>
    <name>beamline::ui::RerunDialog</name>
    <message>
        <source>Re-run</source>
        <translation>Перезапустить</translation>
    </message>
    <message>
        <source>Re-run %1</source>
        <translation>Перезапустить %1</translation>
    </message>
    <message>
        <source>Begin at</source>
        <translation>Начать с</translation>
    </message>
    <message>
        <source>Version of the definition</source>
        <translation>Версия определения</translation>
    </message>
    <message>
        <source>Kept in the history of the new run</source>
        <translation>Сохраняется в истории нового запуска</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Версия</translation>
    </message>
    <message>
        <source>What the new run keeps and does</source>
        <translation>Что новый запуск сохраняет и делает</translation>
    </message>
    <message>
        <source>The start of the workflow</source>
        <translation>Начало рабочего процесса</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>%1 (the latest)</source>
        <translation>%1 (последняя)</translation>
    </message>
    <message>
        <source>The engine is being asked what it would do…</source>
        <translation>У движка запрашивается, что он сделал бы…</translation>
    </message>
    <message>
        <source>The engine is being asked…</source>
        <translation>Отправлен запрос движку…</translation>
    </message>
    <message>
        <source>Mend the JSON first.</source>
        <translation>Сначала исправьте JSON.</translation>
    </message>
    <message>
        <source>Discard run %1 once the new one has begun</source>
        <translation>Отбросить запуск %1, как только начнётся новый</translation>
    </message>
    <message>
        <source>Its error and history stay readable, but nobody has to look at it any more.</source>
        <translation>Ошибка и история останутся доступны, но заниматься им больше не нужно.</translation>
    </message>
    <message>
        <source>A new run takes over the results of the tasks before the chosen one and begins to work there. What run %1 has done stays as it was.</source>
        <translation>Новый запуск перенимает результаты задач, предшествующих выбранной, и начинает работу с неё. Сделанное запуском %1 остаётся без изменений.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::RerunOnVersion</name>
    <message>
        <source>Continue…</source>
        <translation>Далее…</translation>
    </message>
    <message>
        <source>Run %1 is one of %2. Choose a run of %3.</source>
        <translation>Запуск %1 относится к процессу %2. Выберите запуск процесса %3.</translation>
    </message>
    <message>
        <source>Run %1 has not ended. It can be re-run when it has.</source>
        <translation>Запуск %1 ещё не окончен. Перезапустить его можно будет после окончания.</translation>
    </message>
    <message>
        <source>Choose a run of %1 to re-run on version %2</source>
        <translation>Выберите запуск %1, чтобы перезапустить его на версии %2</translation>
    </message>
</context>
<context>
    <name>beamline::ui::RerunPlanModel</name>
    <message>
        <source>Begins anew and keeps nothing.</source>
        <translation>Начинает заново и ничего не сохраняет.</translation>
    </message>
    <message numerus="yes">
        <source>Keeps the results of %n task(s) and begins at %1.</source>
        <translation>
            <numerusform>Сохраняет результаты %n задачи и начинает с %1.</numerusform>
            <numerusform>Сохраняет результаты %n задач и начинает с %1.</numerusform>
            <numerusform>Сохраняет результаты %n задач и начинает с %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>Not as it was</source>
        <translation>Не как прежде</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>Сохранено</translation>
    </message>
    <message>
        <source>Begins here</source>
        <translation>Начинается здесь</translation>
    </message>
    <message>
        <source>Runs when it comes to it</source>
        <translation>Выполнится, когда дойдёт очередь</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Задача</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>Что произойдёт</translation>
    </message>
</context>
<context>
    <name>beamline::ui::RoleModel</name>
    <message>
        <source>%1 is built in: it cannot be changed.</source>
        <translation>%1 — встроенная роль: изменить её нельзя.</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Роль</translation>
    </message>
    <message>
        <source>What it is for</source>
        <translation>Назначение</translation>
    </message>
    <message>
        <source>May</source>
        <translation>Права</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>Участники</translation>
    </message>
</context>
<context>
    <name>beamline::ui::RolePane</name>
    <message>
        <source>Role</source>
        <translation>Роль</translation>
    </message>
    <message>
        <source>Undo changes</source>
        <translation>Отменить изменения</translation>
    </message>
    <message>
        <source>What it is for</source>
        <translation>Назначение</translation>
    </message>
    <message>
        <source>Everything, in later versions, too</source>
        <translation>Всё, в том числе в будущих версиях</translation>
    </message>
    <message>
        <source>all</source>
        <translation>все</translation>
    </message>
    <message>
        <source>%1: all</source>
        <translation>%1: все</translation>
    </message>
    <message>
        <source>A role that is built in cannot be changed.</source>
        <translation>Встроенную роль изменить нельзя.</translation>
    </message>
    <message>
        <source>A wider permission gives it already.</source>
        <translation>Это уже даёт более широкое право.</translation>
    </message>
    <message>
        <source>The permission *</source>
        <translation>Право *</translation>
    </message>
    <message>
        <source>The permission %1</source>
        <translation>Право %1</translation>
    </message>
    <message>
        <source>This role is built in: it cannot be changed. Make one of your own that begins as this one.</source>
        <translation>Это встроенная роль: изменить её нельзя. Создайте собственную на её основе.</translation>
    </message>
    <message>
        <source>It also has %1, which is kept.</source>
        <translation>У неё есть также %1; это сохраняется.</translation>
    </message>
    <message>
        <source>Back to what the engine has.</source>
        <translation>Вернуть то, что есть у движка.</translation>
    </message>
    <message>
        <source>Nothing is changed.</source>
        <translation>Ничего не изменено.</translation>
    </message>
    <message>
        <source>Select a role first.</source>
        <translation>Сначала выберите роль.</translation>
    </message>
    <message>
        <source>The engine is being asked…</source>
        <translation>Отправлен запрос движку…</translation>
    </message>
    <message>
        <source>Check at least one permission.</source>
        <translation>Отметьте хотя бы одно право.</translation>
    </message>
    <message>
        <source>Somebody has changed this role meanwhile. What you checked stands here. Save again to put it in place of theirs.</source>
        <translation>Тем временем кто-то изменил эту роль. Здесь показано то, что отметили вы. Сохраните ещё раз, чтобы заменить чужое.</translation>
    </message>
    <message>
        <source>Take theirs</source>
        <translation>Взять чужое</translation>
    </message>
</context>
<context>
    <name>beamline::ui::RoleText</name>
    <message>
        <source>may do everything</source>
        <translation>может делать всё</translation>
    </message>
    <message>
        <source>runs workflows and keeps them going</source>
        <translation>запускает рабочие процессы и поддерживает их работу</translation>
    </message>
    <message>
        <source>decides approvals</source>
        <translation>принимает решения по согласованиям</translation>
    </message>
    <message>
        <source>looks, and changes nothing</source>
        <translation>смотрит и ничего не изменяет</translation>
    </message>
    <message>
        <source>Roles and members</source>
        <translation>Роли и участники</translation>
    </message>
    <message>
        <source>Approvals</source>
        <translation>Согласования</translation>
    </message>
    <message>
        <source>Engine and nodes</source>
        <translation>Движок и узлы</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>События</translation>
    </message>
    <message>
        <source>Extensions</source>
        <translation>Расширения</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Сообщения</translation>
    </message>
    <message>
        <source>Policies</source>
        <translation>Политики</translation>
    </message>
    <message>
        <source>Routing</source>
        <translation>Маршрутизация</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Запуски</translation>
    </message>
    <message>
        <source>Schedules</source>
        <translation>Расписания</translation>
    </message>
    <message>
        <source>Tenants</source>
        <translation>Арендаторы</translation>
    </message>
    <message>
        <source>Usage</source>
        <translation>Потребление</translation>
    </message>
    <message>
        <source>Workflows</source>
        <translation>Рабочие процессы</translation>
    </message>
    <message>
        <source>look</source>
        <translation>смотреть</translation>
    </message>
    <message>
        <source>change</source>
        <translation>изменять</translation>
    </message>
    <message>
        <source>remove</source>
        <translation>удалять</translation>
    </message>
    <message>
        <source>administer</source>
        <translation>администрировать</translation>
    </message>
    <message>
        <source>steer</source>
        <translation>управлять</translation>
    </message>
    <message>
        <source>start</source>
        <translation>запускать</translation>
    </message>
    <message>
        <source>deploy</source>
        <translation>развёртывать</translation>
    </message>
    <message>
        <source>decide</source>
        <translation>решать</translation>
    </message>
    <message>
        <source>comment</source>
        <translation>комментировать</translation>
    </message>
    <message>
        <source>publish</source>
        <translation>публиковать</translation>
    </message>
    <message>
        <source>send</source>
        <translation>отправлять</translation>
    </message>
    <message>
        <source>install</source>
        <translation>устанавливать</translation>
    </message>
    <message>
        <source>everything</source>
        <translation>всё</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n permission(s)</source>
        <translation>
            <numerusform>%1 из %n права</numerusform>
            <numerusform>%1 из %n прав</numerusform>
            <numerusform>%1 из %n прав</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>beamline::ui::RunActions</name>
    <message>
        <source>Suspend</source>
        <translation>Приостановить</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Продолжить</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Повторить</translation>
    </message>
    <message>
        <source>Cancel run…</source>
        <translation>Отменить запуск…</translation>
    </message>
    <message>
        <source>Suspending the run</source>
        <translation>Приостановка запуска</translation>
    </message>
    <message>
        <source>Resuming the run</source>
        <translation>Продолжение запуска</translation>
    </message>
    <message>
        <source>Retrying the run</source>
        <translation>Повтор запуска</translation>
    </message>
    <message>
        <source>The engine is being asked…</source>
        <translation>Отправлен запрос движку…</translation>
    </message>
    <message>
        <source>Select a run first.</source>
        <translation>Сначала выберите запуск.</translation>
    </message>
    <message>
        <source>The run is %1.</source>
        <translation>Состояние запуска: %1.</translation>
    </message>
    <message>
        <source>Stop before the next task. What is in flight ends and is kept.</source>
        <translation>Остановить перед следующей задачей. То, что уже выполняется, завершится и сохранится.</translation>
    </message>
    <message>
        <source>%1 Only a run in flight can be suspended.</source>
        <translation>%1 Приостановить можно только выполняющийся запуск.</translation>
    </message>
    <message>
        <source>The run is suspended already.</source>
        <translation>Запуск уже приостановлен.</translation>
    </message>
    <message>
        <source>Go on where the run was suspended.</source>
        <translation>Продолжить с того места, где запуск был приостановлен.</translation>
    </message>
    <message>
        <source>%1 Only a suspended run can be resumed.</source>
        <translation>%1 Продолжить можно только приостановленный запуск.</translation>
    </message>
    <message>
        <source>Go on at the task that faulted. Completed tasks stand.</source>
        <translation>Продолжить с задачи, на которой произошёл сбой. Завершённые задачи остаются в силе.</translation>
    </message>
    <message>
        <source>%1 Only a faulted run can be retried.</source>
        <translation>%1 Повторить можно только запуск со сбоем.</translation>
    </message>
    <message>
        <source>End the run. Work in flight is told to stop, open approvals are withdrawn.</source>
        <translation>Прекратить запуск. Выполняющейся работе будет подана команда остановки, открытые согласования будут отозваны.</translation>
    </message>
    <message>
        <source>%1 There is nothing left to cancel.</source>
        <translation>%1 Отменять больше нечего.</translation>
    </message>
    <message>
        <source>Cancel %1?</source>
        <translation>Отменить %1?</translation>
    </message>
    <message numerus="yes">
        <source>Run %1 ends for good after %2 of %n task(s). Work in flight is told to stop and open approvals are withdrawn.</source>
        <translation>
            <numerusform>Запуск %1 окончательно завершится после %2 из %n задачи. Выполняющейся работе будет подана команда остановки, открытые согласования будут отозваны.</numerusform>
            <numerusform>Запуск %1 окончательно завершится после %2 из %n задач. Выполняющейся работе будет подана команда остановки, открытые согласования будут отозваны.</numerusform>
            <numerusform>Запуск %1 окончательно завершится после %2 из %n задач. Выполняющейся работе будет подана команда остановки, открытые согласования будут отозваны.</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel run</source>
        <translation>Отменить запуск</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Оставить</translation>
    </message>
    <message>
        <source>Cancelling the run</source>
        <translation>Отмена запуска</translation>
    </message>
</context>
<context>
    <name>beamline::ui::RunBulk</name>
    <message>
        <source>Clear</source>
        <translation>Снять</translation>
    </message>
    <message>
        <source>Select nothing</source>
        <translation>Снять выделение</translation>
    </message>
    <message>
        <source>%1…</source>
        <translation>%1…</translation>
    </message>
    <message>
        <source>Select all that match</source>
        <translation>Выбрать все подходящие</translation>
    </message>
    <message>
        <source>All %1 of the group are selected</source>
        <translation>Выбраны все запуски группы (%1)</translation>
    </message>
    <message>
        <source>All %1 that match are selected</source>
        <translation>Выбраны все подходящие (%1)</translation>
    </message>
    <message>
        <source>%1 selected</source>
        <translation>Выбрано: %1</translation>
    </message>
    <message>
        <source>Select all %1 that match</source>
        <translation>Выбрать все подходящие (%1)</translation>
    </message>
    <message>
        <source>Select runs first.</source>
        <translation>Сначала выберите запуски.</translation>
    </message>
    <message>
        <source>A batch takes at most %1 runs. Narrow the filter.</source>
        <translation>Групповое действие охватывает не более %1 запусков. Сузьте фильтр.</translation>
    </message>
    <message>
        <source>The run is %1.</source>
        <translation>Состояние запуска: %1.</translation>
    </message>
    <message>
        <source>%1 Only a run that has ended can be re-run.</source>
        <translation>%1 Перезапустить можно только оконченный запуск.</translation>
    </message>
    <message>
        <source>%1 Only a faulted run can be discarded.</source>
        <translation>%1 Отбросить можно только запуск со сбоем.</translation>
    </message>
    <message>
        <source>None of these runs is in flight, so there is nothing to suspend.</source>
        <translation>Ни один из этих запусков не выполняется: приостанавливать нечего.</translation>
    </message>
    <message>
        <source>None of these runs is suspended, so there is nothing to resume.</source>
        <translation>Ни один из этих запусков не приостановлен: возобновлять нечего.</translation>
    </message>
    <message>
        <source>None of these runs is faulted, so there is nothing to retry.</source>
        <translation>Среди этих запусков нет сбоев: повторять нечего.</translation>
    </message>
    <message>
        <source>None of these runs is faulted, so there is nothing to discard.</source>
        <translation>Среди этих запусков нет сбоев: отбрасывать нечего.</translation>
    </message>
    <message>
        <source>None of these runs has ended, so there is nothing to re-run.</source>
        <translation>Ни один из этих запусков не закончен: перезапускать нечего.</translation>
    </message>
    <message>
        <source>All of these runs have ended, so there is nothing to cancel.</source>
        <translation>Все эти запуски закончены: отменять нечего.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::RunColumns</name>
    <message>
        <source>One column at least stays.</source>
        <translation>Хотя бы один столбец должен остаться.</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Метки</translation>
    </message>
    <message numerus="yes">
        <source>At most %n label(s) are shown. Hide one first.</source>
        <translation>
            <numerusform>Показывается не более %n метки. Сначала скройте одну.</numerusform>
            <numerusform>Показывается не более %n меток. Сначала скройте одну.</numerusform>
            <numerusform>Показывается не более %n меток. Сначала скройте одну.</numerusform>
        </translation>
    </message>
    <message>
        <source>Move %1 left</source>
        <translation>Сдвинуть «%1» влево</translation>
    </message>
    <message>
        <source>Move %1 right</source>
        <translation>Сдвинуть «%1» вправо</translation>
    </message>
    <message>
        <source>Make %1 wider</source>
        <translation>Расширить «%1»</translation>
    </message>
    <message>
        <source>Make %1 narrower</source>
        <translation>Сузить «%1»</translation>
    </message>
    <message>
        <source>Reset columns</source>
        <translation>Сбросить столбцы</translation>
    </message>
</context>
<context>
    <name>beamline::ui::RunComparisonModel</name>
    <message>
        <source>In neither</source>
        <translation>Нет ни в одном</translation>
    </message>
    <message>
        <source>Same</source>
        <translation>Одинаково</translation>
    </message>
    <message>
        <source>Only in A</source>
        <translation>Только в A</translation>
    </message>
    <message>
        <source>Only in A; B has no such task</source>
        <translation>Только в A; в B такой задачи нет</translation>
    </message>
    <message>
        <source>Only in B</source>
        <translation>Только в B</translation>
    </message>
    <message>
        <source>Only in B; A has no such task</source>
        <translation>Только в B; в A такой задачи нет</translation>
    </message>
    <message>
        <source>%1 instead of %2</source>
        <translation>%1, а не %2</translation>
    </message>
    <message numerus="yes">
        <source>%1 instead of %n time(s)</source>
        <translation>
            <numerusform>%1 вместо %n раза</numerusform>
            <numerusform>%1 вместо %n раз</numerusform>
            <numerusform>%1 вместо %n раз</numerusform>
        </translation>
    </message>
    <message>
        <source>Attempt %1 instead of %2</source>
        <translation>Попытка %1 вместо %2</translation>
    </message>
    <message>
        <source>Other output</source>
        <translation>Другие выходные данные</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>The ways part at %1.</source>
        <translation>Пути расходятся здесь: %1.</translation>
    </message>
    <message>
        <source>, first at %1</source>
        <translation>, первое отличие — %1</translation>
    </message>
    <message>
        <source>Both had the same input, went the same way and put out the same.</source>
        <translation>Входные данные, путь и выходные данные обоих запусков одинаковы.</translation>
    </message>
    <message>
        <source>The definitions differ.</source>
        <translation>Определения различаются.</translation>
    </message>
    <message>
        <source>Inputs differ%1, and so do the definitions.</source>
        <translation>Входные данные различаются%1; определения тоже.</translation>
    </message>
    <message>
        <source>Inputs differ%1.</source>
        <translation>Входные данные различаются%1.</translation>
    </message>
    <message>
        <source>Both went the same way, and their outputs differ%1.</source>
        <translation>Путь у обоих одинаков, выходные данные различаются%1.</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Задача</translation>
    </message>
    <message>
        <source>What differs</source>
        <translation>Различие</translation>
    </message>
    <message>
        <source>Run A</source>
        <translation>Запуск A</translation>
    </message>
    <message>
        <source>Run B</source>
        <translation>Запуск B</translation>
    </message>
    <message>
        <source>A took</source>
        <translation>Длился A</translation>
    </message>
    <message>
        <source>B took</source>
        <translation>Длился B</translation>
    </message>
    <message>
        <source>B − A</source>
        <translation>B − A</translation>
    </message>
    <message>
        <source>The outputs of %1 differ.</source>
        <translation>Выходные данные задачи %1 различаются.</translation>
    </message>
    <message>
        <source>The outputs of %1 differ, first at %2.</source>
        <translation>Выходные данные задачи %1 различаются, первое отличие — %2.</translation>
    </message>
    <message>
        <source>A task ended otherwise, %1.</source>
        <translation>Задача завершилась иначе — %1.</translation>
    </message>
    <message>
        <source>A task was tried or repeated another number of times, %1.</source>
        <translation>Число попыток или повторений задачи другое — %1.</translation>
    </message>
    <message>
        <source>B took %1 longer; the times differ most at %2 (%3).</source>
        <translation>B длился на %1 дольше; больше всего время различается у %2 (%3).</translation>
    </message>
    <message>
        <source>B was %1 faster; the times differ most at %2 (%3).</source>
        <translation>B длился на %1 меньше; больше всего время различается у %2 (%3).</translation>
    </message>
    <message>
        <source>Both went the same way, and only one of them ended with an error.</source>
        <translation>Путь у обоих одинаков, но только один из них завершился с ошибкой.</translation>
    </message>
    <message>
        <source>Both went the same way and ended with different errors: “%1” in A, “%2” in B.</source>
        <translation>Путь у обоих одинаков, а ошибки в конце разные: «%1» в A, «%2» в B.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::RunExport</name>
    <message>
        <source>%1 cannot be written: %2. Choose another place.</source>
        <translation>Записать %1 невозможно: %2. Выберите другое место.</translation>
    </message>
    <message numerus="yes">
        <source>No file was written: after %n run(s) the engine did not answer. %1</source>
        <translation>
            <numerusform>Файл не записан: после %n запуска движок не ответил. %1</numerusform>
            <numerusform>Файл не записан: после %n запусков движок не ответил. %1</numerusform>
            <numerusform>Файл не записан: после %n запусков движок не ответил. %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 cannot be written: %2. After %n run(s) nothing more fitted; choose another place.</source>
        <translation>
            <numerusform>Записать %1 невозможно: %2. После %n запуска больше ничего не поместилось; выберите другое место.</numerusform>
            <numerusform>Записать %1 невозможно: %2. После %n запусков больше ничего не поместилось; выберите другое место.</numerusform>
            <numerusform>Записать %1 невозможно: %2. После %n запусков больше ничего не поместилось; выберите другое место.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>beamline::ui::RunExportBar</name>
    <message>
        <source>Cancel</source>
        <translation>Отменить</translation>
    </message>
    <message>
        <source>The export was cancelled. No file was written.</source>
        <translation>Экспорт отменён. Файл не записан.</translation>
    </message>
    <message>
        <source>Export runs</source>
        <translation>Экспорт запусков</translation>
    </message>
    <message>
        <source>CSV (*.csv);;JSON (*.json)</source>
        <translation>CSV (*.csv);;JSON (*.json)</translation>
    </message>
    <message>
        <source>There are more: a file takes at most %1. Narrow the filter for the rest.</source>
        <translation>Это не все: в файл помещается не более %1. Для остальных сузьте фильтр.</translation>
    </message>
    <message>
        <source>Exporting runs: %1 of %2</source>
        <translation>Экспорт запусков: %1 из %2</translation>
    </message>
    <message>
        <source>Exporting runs: %1</source>
        <translation>Экспорт запусков: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) exported to %1.</source>
        <translation>
            <numerusform>%n запуск экспортирован в %1.</numerusform>
            <numerusform>%n запуска экспортированы в %1.</numerusform>
            <numerusform>%n запусков экспортировано в %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>beamline::ui::RunGroupModel</name>
    <message>
        <source>Half of the completed runs of a group took no longer than that</source>
        <translation>Половина завершённых запусков группы длилась не дольше</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Группа</translation>
    </message>
    <message>
        <source>Phases</source>
        <translation>Фазы</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Запуски</translation>
    </message>
    <message>
        <source>Last</source>
        <translation>Последний</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Длительность</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Сейчас</translation>
    </message>
    <message>
        <source>first %1, last %2</source>
        <translation>первый %1, последний %2</translation>
    </message>
    <message>
        <source>of the completed ones half took up to %1, 95 in 100 up to %2</source>
        <translation>половина завершённых длилась до %1, 95 из 100 — до %2</translation>
    </message>
    <message>
        <source>none has completed</source>
        <translation>ни один не завершён</translation>
    </message>
    <message>
        <source>%1/%2, version %3</source>
        <translation>%1/%2, версия %3</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n run(s)</source>
        <translation>
            <numerusform>%1, %n запуск</numerusform>
            <numerusform>%1, %n запуска</numerusform>
            <numerusform>%1, %n запусков</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, dry run</source>
        <translation>%1, пробный запуск</translation>
    </message>
</context>
<context>
    <name>beamline::ui::RunGroupsView</name>
    <message>
        <source>Groups of runs</source>
        <translation>Группы запусков</translation>
    </message>
</context>
<context>
    <name>beamline::ui::RunListModel</name>
    <message>
        <source>Phase</source>
        <translation>Фаза</translation>
    </message>
    <message>
        <source>Workflow</source>
        <translation>Рабочий процесс</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Запуск</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Начато</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Длительность</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Ход выполнения</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Сейчас</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Версия</translation>
    </message>
    <message>
        <source>Namespace</source>
        <translation>Пространство имён</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Окончено</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Изменено</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Ошибка</translation>
    </message>
    <message>
        <source>%1/%2, version %3</source>
        <translation>%1/%2, версия %3</translation>
    </message>
    <message>
        <source>ended %1</source>
        <translation>окончен: %1</translation>
    </message>
    <message>
        <source>not ended yet</source>
        <translation>ещё не окончен</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n task(s) done</source>
        <translation>
            <numerusform>выполнено %1 из %n задачи</numerusform>
            <numerusform>выполнено %1 из %n задач</numerusform>
            <numerusform>выполнено %1 из %n задач</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, dry run</source>
        <translation>%1, пробный запуск</translation>
    </message>
</context>
<context>
    <name>beamline::ui::RunPage</name>
    <message>
        <source>No run is open</source>
        <translation>Запуск не открыт</translation>
    </message>
    <message>
        <source>Open one from the list of runs.</source>
        <translation>Откройте его из списка запусков.</translation>
    </message>
    <message>
        <source>Go to runs</source>
        <translation>Перейти к запускам</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Запуски</translation>
    </message>
    <message>
        <source>Decide approval</source>
        <translation>Решить по согласованию</translation>
    </message>
    <message>
        <source>Open workflow</source>
        <translation>Открыть рабочий процесс</translation>
    </message>
    <message>
        <source>Copy run id</source>
        <translation>Копировать id запуска</translation>
    </message>
    <message>
        <source>Step through the past</source>
        <translation>Пройти по прошлому</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Экспорт…</translation>
    </message>
    <message>
        <source>Graph</source>
        <translation>Граф</translation>
    </message>
    <message>
        <source>Graph of the tasks</source>
        <translation>Граф задач</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Хронология</translation>
    </message>
    <message>
        <source>History of the run</source>
        <translation>История запуска</translation>
    </message>
    <message>
        <source>Would have happened</source>
        <translation>Произошло бы</translation>
    </message>
    <message>
        <source>History</source>
        <translation>История</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Запуск</translation>
    </message>
    <message>
        <source>Loading the run…</source>
        <translation>Загрузка запуска…</translation>
    </message>
    <message>
        <source>This is as of the last answer. %1</source>
        <translation>Это состояние на момент последнего ответа. %1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Start again with mocks…</source>
        <translation>Запустить снова с заглушками…</translation>
    </message>
    <message>
        <source>took</source>
        <translation>длился</translation>
    </message>
    <message>
        <source>for</source>
        <translation>длится</translation>
    </message>
    <message>
        <source>started</source>
        <translation>начато</translation>
    </message>
    <message>
        <source>Child of %1</source>
        <translation>Дочерний запуск %1</translation>
    </message>
    <message>
        <source>A task of run %1 has started this one. Open that run.</source>
        <translation>Этот запуск начала задача запуска %1. Открыть тот запуск.</translation>
    </message>
    <message>
        <source>Compare with it</source>
        <translation>Сравнить с ним</translation>
    </message>
    <message>
        <source>Compare…</source>
        <translation>Сравнить…</translation>
    </message>
    <message>
        <source>Puts another run of this workflow beside this one.</source>
        <translation>Ставит рядом с этим запуском другой запуск того же рабочего процесса.</translation>
    </message>
    <message>
        <source>Re-run…</source>
        <translation>Перезапустить…</translation>
    </message>
    <message>
        <source>Re-run from here…</source>
        <translation>Перезапустить отсюда…</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Открыть</translation>
    </message>
    <message>
        <source>Show the run as it was at %1</source>
        <translation>Показать запуск по состоянию на %1</translation>
    </message>
    <message>
        <source>Copy reference of the task</source>
        <translation>Копировать ссылку на задачу</translation>
    </message>
    <message>
        <source>Re-run of %1</source>
        <translation>Перезапуск %1</translation>
    </message>
    <message>
        <source>This run has taken over results of run %1. Open that run.</source>
        <translation>Этот запуск перенял результаты запуска %1. Открыть тот запуск.</translation>
    </message>
    <message>
        <source>The run has not ended. It can be re-run when it has.</source>
        <translation>Запуск ещё не окончен. Перезапустить его можно будет после окончания.</translation>
    </message>
    <message>
        <source>Starts a new run that takes over what this one has done, from where you choose.</source>
        <translation>Начинает новый запуск, который перенимает сделанное этим запуском, с выбранного вами места.</translation>
    </message>
    <message>
        <source>The run never came to this task. Choose one that it did.</source>
        <translation>Запуск не дошёл до этой задачи. Выберите ту, до которой он дошёл.</translation>
    </message>
    <message>
        <source>Starts a new run that takes over the results of the tasks before this one.</source>
        <translation>Начинает новый запуск, который перенимает результаты задач до этой.</translation>
    </message>
    <message>
        <source>Id of the run</source>
        <translation>Идентификатор запуска</translation>
    </message>
    <message>
        <source>Go to a time in the history</source>
        <translation>Перейти ко времени в истории</translation>
    </message>
    <message>
        <source>History of the selected task only, or of all</source>
        <translation>История только выбранной задачи или всех</translation>
    </message>
    <message>
        <source>Re-run several times</source>
        <translation>Перезапущен несколько раз</translation>
    </message>
    <message>
        <source>A new run has taken over from this one. Opens it.</source>
        <translation>Новый запуск продолжил этот. Открывает его.</translation>
    </message>
    <message>
        <source>New runs have taken over from this one. Shows them.</source>
        <translation>Новые запуски продолжили этот. Показывает их.</translation>
    </message>
    <message>
        <source>Re-run as %1</source>
        <translation>Перезапущен как %1</translation>
    </message>
</context>
<context>
    <name>beamline::ui::RunQueryCompletionText</name>
    <message>
        <source>one or several phases</source>
        <translation>одна или несколько фаз</translation>
    </message>
    <message>
        <source>its name, or how it begins</source>
        <translation>имя или его начало</translation>
    </message>
    <message>
        <source>a label&apos;s value</source>
        <translation>значение метки</translation>
    </message>
    <message>
        <source>younger than</source>
        <translation>моложе</translation>
    </message>
    <message>
        <source>older than</source>
        <translation>старше</translation>
    </message>
    <message>
        <source>created from a date</source>
        <translation>создан начиная с даты</translation>
    </message>
    <message>
        <source>created until a date</source>
        <translation>создан до даты включительно</translation>
    </message>
    <message>
        <source>of the workflow</source>
        <translation>рабочего процесса</translation>
    </message>
    <message>
        <source>a kind of error, as groups name it</source>
        <translation>вид ошибки, как его называют группы</translation>
    </message>
    <message>
        <source>15 minutes</source>
        <translation>15 минут</translation>
    </message>
    <message>
        <source>an hour</source>
        <translation>час</translation>
    </message>
    <message>
        <source>24 hours</source>
        <translation>24 часа</translation>
    </message>
    <message>
        <source>7 days</source>
        <translation>7 дней</translation>
    </message>
</context>
<context>
    <name>beamline::ui::RunQueryText</name>
    <message>
        <source>A filter has at most %1 letters. Shorten it.</source>
        <translation>Фильтр может содержать не более %1 букв. Сократите его.</translation>
    </message>
    <message>
        <source>No run fits: the time ends before it begins. Exchange the two, or leave one out.</source>
        <translation>Ни один запуск не подходит: период заканчивается раньше, чем начинается. Поменяйте границы местами или уберите одну.</translation>
    </message>
    <message>
        <source>A quotation mark is missing at the end. Write &quot;%1&quot;.</source>
        <translation>В конце не хватает кавычки. Напишите &quot;%1&quot;.</translation>
    </message>
    <message>
        <source>Only age is compared with %1. Write %2.</source>
        <translation>С %1 сравнивается только age. Напишите %2.</translation>
    </message>
    <message>
        <source>A filter says what fits, never what does not. Name the statuses you want: status:running,waiting.</source>
        <translation>Фильтр говорит, что подходит, но никогда — что не подходит. Назовите нужные состояния: status:running,waiting.</translation>
    </message>
    <message>
        <source>A filter says what fits, never what does not. To look for this text, put it between quotation marks.</source>
        <translation>Фильтр указывает, что подходит, а не что не подходит. Чтобы искать этот текст, заключите его в кавычки.</translation>
    </message>
    <message>
        <source>A filter says what fits, never what does not. Leave %1 out, or say what you want.</source>
        <translation>Фильтр говорит, что подходит, но никогда — что не подходит. Уберите %1 или напишите, что нужно.</translation>
    </message>
    <message>
        <source>To look for this text, put it between quotation marks.</source>
        <translation>Чтобы искать этот текст, заключите его в кавычки.</translation>
    </message>
    <message>
        <source>There is no condition %1. Conditions are %2.</source>
        <translation>Условия %1 нет. Есть условия %2.</translation>
    </message>
    <message>
        <source>There is no condition %1. Did you mean %2?</source>
        <translation>Условия %1 нет. Возможно, имелось в виду %2?</translation>
    </message>
    <message>
        <source>status: stands here twice. Write several as one: status:faulted,waiting.</source>
        <translation>status: встречается здесь дважды. Запишите несколько вместе: status:faulted,waiting.</translation>
    </message>
    <message>
        <source>%1 stands here twice. Keep one of them.</source>
        <translation>%1 указано дважды. Оставьте одно.</translation>
    </message>
    <message>
        <source>%1 and %2 say the same. Keep one of them.</source>
        <translation>%1 и %2 означают одно и то же. Оставьте одно из них.</translation>
    </message>
    <message>
        <source>A status is missing. Write one of %1.</source>
        <translation>Не указано состояние. Напишите одно из %1.</translation>
    </message>
    <message>
        <source>There is no status %1. Write one of %2.</source>
        <translation>Состояния %1 нет. Напишите одно из %2.</translation>
    </message>
    <message>
        <source>There is no status %1. Did you mean %2?</source>
        <translation>Состояния %1 нет. Возможно, имелось в виду %2?</translation>
    </message>
    <message>
        <source>An age is compared. Write age&lt;2h for younger runs or age&gt;2h for older ones.</source>
        <translation>Возраст сравнивается. Напишите age&lt;2h для более новых запусков или age&gt;2h для более старых.</translation>
    </message>
    <message>
        <source>An age is a whole number with s, m, h, d or w. Write %1.</source>
        <translation>Возраст — целое число с s, m, h, d или w. Напишите %1.</translation>
    </message>
    <message>
        <source>An age is at most %1 d. Write since: or until: with a date.</source>
        <translation>Возраст — не более %1 дн. Напишите since: или until: с датой.</translation>
    </message>
    <message>
        <source>This is no date after 1970. Write %1, %2 or %3.</source>
        <translation>Это не дата после 1970 года. Напишите %1, %2 или %3.</translation>
    </message>
    <message>
        <source>The name of the label is missing. Write label.team:ops.</source>
        <translation>Не указано имя метки. Напишите label.team:ops.</translation>
    </message>
    <message>
        <source>%1 takes one value. If the comma belongs to it, put it between quotation marks.</source>
        <translation>%1 принимает одно значение. Если запятая входит в него, заключите его в кавычки.</translation>
    </message>
    <message>
        <source>A value is missing behind %1</source>
        <translation>Не указано значение после %1</translation>
    </message>
    <message>
        <source>. For an empty one write &quot;&quot;.</source>
        <translation>. Для пустого напишите &quot;&quot;.</translation>
    </message>
    <message>
        <source>A * stands at the end only, for all workflows that begin so: workflow:invoice*.</source>
        <translation>Знак * ставится только в конце и означает все процессы, имя которых начинается так: workflow:invoice*.</translation>
    </message>
    <message>
        <source>Only workflow: takes a *. If it belongs to the value, put it between quotation marks.</source>
        <translation>Только workflow: допускает *. Если она входит в значение, заключите его в кавычки.</translation>
    </message>
    <message>
        <source>All conditions hold anyhow. Leave AND out.</source>
        <translation>Все условия и так действуют вместе. Уберите AND.</translation>
    </message>
    <message>
        <source>Only statuses can be alternatives. Write status:faulted,waiting.</source>
        <translation>Вариантами могут быть только состояния. Напишите status:faulted,waiting.</translation>
    </message>
    <message>
        <source>One text is looked for. Put its words together.</source>
        <translation>Ищется один текст. Поставьте его слова рядом.</translation>
    </message>
    <message>
        <source>Write a text between the quotation marks.</source>
        <translation>Напишите текст между кавычками.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::RunTimes</name>
    <message>
        <source>Attempt %1, %2</source>
        <translation>Попытка %1, %2</translation>
    </message>
    <message>
        <source>Waits</source>
        <translation>Ожидает</translation>
    </message>
    <message>
        <source>Pause before attempt %1</source>
        <translation>Пауза перед попыткой %1</translation>
    </message>
    <message>
        <source>Suspended</source>
        <translation>Приостановлен</translation>
    </message>
    <message>
        <source>%1 (iteration %2)</source>
        <translation>%1 (итерация %2)</translation>
    </message>
    <message>
        <source>%1
%2 – %3 (%4)</source>
        <translation>%1
%2 – %3 (%4)</translation>
    </message>
    <message>
        <source>goes on</source>
        <translation>продолжается</translation>
    </message>
</context>
<context>
    <name>beamline::ui::RunViewBar</name>
    <message>
        <source>+ Save view</source>
        <translation>+ Сохранить представление</translation>
    </message>
    <message>
        <source>Keep the filter, its columns, order and grouping under a name</source>
        <translation>Сохранить под именем фильтр, его столбцы, порядок и группировку</translation>
    </message>
    <message>
        <source>All runs there are</source>
        <translation>Все имеющиеся запуски</translation>
    </message>
    <message>
        <source>Name of the view</source>
        <translation>Имя представления</translation>
    </message>
    <message>
        <source>Invoices today</source>
        <translation>Счета за сегодня</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Сохранить</translation>
    </message>
    <message>
        <source>Save this view</source>
        <translation>Сохранить это представление</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Переименовать…</translation>
    </message>
    <message>
        <source>Rename the view</source>
        <translation>Переименовать представление</translation>
    </message>
    <message>
        <source>Change it to what is shown</source>
        <translation>Заменить тем, что показано</translation>
    </message>
    <message>
        <source>Move left</source>
        <translation>Сдвинуть влево</translation>
    </message>
    <message>
        <source>Move right</source>
        <translation>Сдвинуть вправо</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Удалить</translation>
    </message>
</context>
<context>
    <name>beamline::ui::RunsPage</name>
    <message>
        <source>Start run</source>
        <translation>Начать запуск</translation>
    </message>
    <message>
        <source>Filter runs</source>
        <translation>Фильтр запусков</translation>
    </message>
    <message>
        <source>Filter by a text or by conditions: status:faulted workflow:invoice* age&lt;2h</source>
        <translation>Фильтр по тексту или по условиям: status:faulted workflow:invoice* age&lt;2h</translation>
    </message>
    <message>
        <source>The view %1 is deleted.</source>
        <translation>Представление %1 удалено.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Отменить</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Запуски</translation>
    </message>
    <message>
        <source>Click to sort by phase, workflow, start, end or last change. Drag to move a column.</source>
        <translation>Щелчок сортирует по фазе, рабочему процессу, началу, окончанию или последнему изменению. Столбец можно переместить мышью.</translation>
    </message>
    <message>
        <source>These rows are as of the last answer. %1</source>
        <translation>Эти строки соответствуют последнему ответу. %1</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Повторить попытку</translation>
    </message>
    <message>
        <source>Not all is grouped: at most the newest %1 runs are looked at, and %2 groups shown. Narrow the filter to see the rest.</source>
        <translation>Сгруппировано не всё: просматриваются не более %1 самых новых запусков и показываются не более %2 групп. Сузьте фильтр, чтобы увидеть остальное.</translation>
    </message>
    <message>
        <source>Loading groups…</source>
        <translation>Загрузка групп…</translation>
    </message>
    <message>
        <source>Loading runs…</source>
        <translation>Загрузка запусков…</translation>
    </message>
    <message>
        <source>No groups</source>
        <translation>Групп нет</translation>
    </message>
    <message>
        <source>No run that fits the filter has an error to group by.</source>
        <translation>Ни у одного подходящего под фильтр запуска нет ошибки для группировки.</translation>
    </message>
    <message>
        <source>No run that fits the filter has what it is grouped by.</source>
        <translation>Ни у одного подходящего под фильтр запуска нет того, по чему идёт группировка.</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>Очистить фильтр</translation>
    </message>
    <message>
        <source>No run fits</source>
        <translation>Ни один запуск не подходит</translation>
    </message>
    <message>
        <source>No run meets all conditions of the filter.</source>
        <translation>Ни один запуск не отвечает всем условиям фильтра.</translation>
    </message>
    <message>
        <source>No runs yet</source>
        <translation>Запусков пока нет</translation>
    </message>
    <message>
        <source>A run is one execution of a workflow. Every step it takes is kept, so it survives a crash or a restart, and you can watch, suspend, resume and retry it here.</source>
        <translation>Запуск — это одно выполнение рабочего процесса. Каждый его шаг сохраняется, поэтому он переживает аварию и перезагрузку, а здесь за ним можно наблюдать, приостанавливать, продолжать и повторять его.</translation>
    </message>
    <message>
        <source>Start a run</source>
        <translation>Начать запуск</translation>
    </message>
    <message>
        <source>See workflows</source>
        <translation>Показать рабочие процессы</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Группа</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Столбцы</translation>
    </message>
    <message>
        <source>Freeze</source>
        <translation>Заморозить</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>Следить</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Экспорт…</translation>
    </message>
    <message>
        <source>Batches</source>
        <translation>Групповые действия</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Ещё</translation>
    </message>
    <message>
        <source>Export what is listed, see what was done to many runs</source>
        <translation>Экспортировать показанное, посмотреть, что было сделано со многими запусками</translation>
    </message>
    <message>
        <source>Open run</source>
        <translation>Открыть запуск</translation>
    </message>
    <message>
        <source>Copy run id</source>
        <translation>Копировать id запуска</translation>
    </message>
    <message>
        <source>Export runs…</source>
        <translation>Экспорт запусков…</translation>
    </message>
    <message>
        <source>Write all runs that fit the filter to a file, as CSV or JSON</source>
        <translation>Записать все подходящие под фильтр запуски в файл CSV или JSON</translation>
    </message>
    <message>
        <source>Batches: what was done to many runs</source>
        <translation>Групповые действия: что было сделано со многими запусками</translation>
    </message>
    <message>
        <source>Save view</source>
        <translation>Сохранить представление</translation>
    </message>
    <message>
        <source>Freeze or thaw the list</source>
        <translation>Заморозить или разморозить список</translation>
    </message>
    <message>
        <source>Choose columns</source>
        <translation>Выбрать столбцы</translation>
    </message>
    <message>
        <source>Group runs</source>
        <translation>Сгруппировать запуски</translation>
    </message>
    <message>
        <source>One by one</source>
        <translation>По одному</translation>
    </message>
    <message>
        <source>By workflow</source>
        <translation>По процессу</translation>
    </message>
    <message>
        <source>By version</source>
        <translation>По версии</translation>
    </message>
    <message>
        <source>By error</source>
        <translation>По ошибке</translation>
    </message>
    <message>
        <source>By label</source>
        <translation>По метке</translation>
    </message>
    <message>
        <source>By %1</source>
        <translation>По %1</translation>
    </message>
    <message>
        <source>Groups have columns of their own.</source>
        <translation>У групп свои столбцы.</translation>
    </message>
    <message>
        <source>all runs</source>
        <translation>все запуски</translation>
    </message>
    <message>
        <source>Select runs, or one group.</source>
        <translation>Выберите запуски или одну группу.</translation>
    </message>
    <message>
        <source>Counting the runs: %1</source>
        <translation>Подсчёт запусков: %1</translation>
    </message>
    <message>
        <source>Show only %1</source>
        <translation>Показать только %1</translation>
    </message>
    <message>
        <source>Leave out %1</source>
        <translation>Исключить: %1</translation>
    </message>
    <message>
        <source>No other phase is asked for.</source>
        <translation>Другие фазы не запрошены.</translation>
    </message>
    <message>
        <source>Copy %1</source>
        <translation>Копировать %1</translation>
    </message>
    <message>
        <source>List the runs of this group</source>
        <translation>Показать список запусков этой группы</translation>
    </message>
    <message>
        <source>Close the group</source>
        <translation>Свернуть группу</translation>
    </message>
    <message>
        <source>Open the group</source>
        <translation>Раскрыть группу</translation>
    </message>
    <message>
        <source>Undoing: %1</source>
        <translation>Отмена действия: %1</translation>
    </message>
    <message>
        <source>Run %1 is suspended.</source>
        <translation>Запуск %1 приостановлен.</translation>
    </message>
    <message>
        <source>Run %1 goes on.</source>
        <translation>Запуск %1 продолжается.</translation>
    </message>
    <message numerus="yes">
        <source>%n new</source>
        <translation>
            <numerusform>%n новый</numerusform>
            <numerusform>%n новых</numerusform>
            <numerusform>%n новых</numerusform>
        </translation>
    </message>
    <message>
        <source>Stay at the top, where new runs come. Scrolling down lets go of it.</source>
        <translation>Оставаться вверху, где появляются новые запуски. Прокрутка вниз отключает слежение.</translation>
    </message>
    <message>
        <source>New runs come on top only in a list sorted by start, newest first.</source>
        <translation>Новые запуски появляются вверху только в списке, отсортированном по началу, сначала новые.</translation>
    </message>
    <message>
        <source>Frozen</source>
        <translation>Заморожен</translation>
    </message>
    <message>
        <source>Frozen · %1</source>
        <translation>Заморожен · %1</translation>
    </message>
    <message>
        <source>Let nothing move until you say so</source>
        <translation>Ничего не сдвигать, пока список не будет разморожен</translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) have changed meanwhile. Press to see them.</source>
        <translation>
            <numerusform>Тем временем изменился %n запуск. Нажмите, чтобы увидеть изменения.</numerusform>
            <numerusform>Тем временем изменились %n запуска. Нажмите, чтобы увидеть изменения.</numerusform>
            <numerusform>Тем временем изменилось %n запусков. Нажмите, чтобы увидеть изменения.</numerusform>
        </translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Сравнить</translation>
    </message>
    <message>
        <source>Show what differs between the two runs</source>
        <translation>Показывает, чем различаются два запуска</translation>
    </message>
    <message>
        <source>Select two runs.</source>
        <translation>Выберите два запуска.</translation>
    </message>
    <message>
        <source>Mend the filter first: the rows are still those of %1.</source>
        <translation>Сначала исправьте фильтр: строки пока соответствуют прежнему (%1).</translation>
    </message>
    <message>
        <source>The filter has a mistake. The rows below are still those of the one before: %1</source>
        <translation>В фильтре ошибка. Строки ниже пока соответствуют прежнему фильтру: %1</translation>
    </message>
    <message>
        <source>Go back to that filter</source>
        <translation>Вернуться к прежнему фильтру</translation>
    </message>
    <message numerus="yes">
        <source>running</source>
        <comment>that many runs</comment>
        <translation>
            <numerusform>выполняется</numerusform>
            <numerusform>выполняются</numerusform>
            <numerusform>выполняются</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>waiting</source>
        <comment>that many runs</comment>
        <translation>
            <numerusform>ожидает</numerusform>
            <numerusform>ожидают</numerusform>
            <numerusform>ожидают</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>faulted today</source>
        <comment>that many runs</comment>
        <translation>
            <numerusform>сбой сегодня</numerusform>
            <numerusform>сбоя сегодня</numerusform>
            <numerusform>сбоев сегодня</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>beamline::ui::SampleRun</name>
    <message>
        <source>The sample is started in the engine of this console, and this window is on another one.</source>
        <translation>Пример запускается в движке этой консоли, а это окно подключено к другому.</translation>
    </message>
    <message>
        <source>The invoices cannot be written to %1. Check that the folder can be written.</source>
        <translation>Счета не удаётся записать в %1. Проверьте, что папка доступна для записи.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::ScheduleActions</name>
    <message>
        <source>Pause</source>
        <translation>Приостановить</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Продолжить</translation>
    </message>
    <message>
        <source>Trigger now</source>
        <translation>Запустить сейчас</translation>
    </message>
    <message>
        <source>Back-fill…</source>
        <translation>Наверстать пропущенное…</translation>
    </message>
    <message>
        <source>Select a schedule first.</source>
        <translation>Сначала выберите расписание.</translation>
    </message>
    <message>
        <source>It is paused.</source>
        <translation>Оно на паузе.</translation>
    </message>
    <message>
        <source>Starts nothing until resumed</source>
        <translation>Ничего не запускает, пока не будет продолжено</translation>
    </message>
    <message>
        <source>It is not paused.</source>
        <translation>Оно не на паузе.</translation>
    </message>
    <message>
        <source>Goes on from now; what was missed is left out</source>
        <translation>Продолжается с этого момента; пропущенное не выполняется</translation>
    </message>
    <message>
        <source>Starts a run now; the schedule stays as it is</source>
        <translation>Начинает запуск сейчас; расписание остаётся без изменений</translation>
    </message>
    <message>
        <source>Starts what was missed in a time that is past</source>
        <translation>Запускает то, что было пропущено за прошедший период</translation>
    </message>
    <message>
        <source>Only schedules of cron and every have starts in the past; trigger this one.</source>
        <translation>Старты в прошлом есть только у расписаний cron и every; это можно запустить сейчас.</translation>
    </message>
    <message>
        <source>Pause the schedule of %1</source>
        <translation>Поставить на паузу расписание %1</translation>
    </message>
    <message>
        <source>Resume the schedule of %1</source>
        <translation>Продолжить расписание %1</translation>
    </message>
    <message>
        <source>Trigger %1 now</source>
        <translation>Запустить %1 сейчас</translation>
    </message>
    <message>
        <source>Back-fill %1…</source>
        <translation>Наверстать пропущенное: %1…</translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) started. They are on the page Runs.</source>
        <translation>
            <numerusform>Начат %n запуск. Он показан на странице «Запуски».</numerusform>
            <numerusform>Начато %n запуска. Они показаны на странице «Запуски».</numerusform>
            <numerusform>Начато %n запусков. Они показаны на странице «Запуски».</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was started: every start in that time had its run before.</source>
        <translation>Ничего не запущено: для каждого старта за это время запуск уже был.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::ScheduleListModel</name>
    <message>
        <source>Every</source>
        <translation>С интервалом</translation>
    </message>
    <message>
        <source>Cron</source>
        <translation>Cron</translation>
    </message>
    <message>
        <source>After the last</source>
        <translation>После последнего</translation>
    </message>
    <message>
        <source>On events</source>
        <translation>По событиям</translation>
    </message>
    <message>
        <source>now</source>
        <translation>сейчас</translation>
    </message>
    <message>
        <source>in %1 s</source>
        <translation>через %1 с</translation>
    </message>
    <message>
        <source>in %1 min</source>
        <translation>через %1 мин</translation>
    </message>
    <message>
        <source>in %1 h</source>
        <translation>через %1 ч</translation>
    </message>
    <message>
        <source>in %1 d</source>
        <translation>через %1 д</translation>
    </message>
    <message>
        <source>Last start failed</source>
        <translation>Последний старт не удался</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Приостановлено</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>Активно</translation>
    </message>
    <message>
        <source>Paused. After a resume: %1</source>
        <translation>На паузе. После продолжения: %1</translation>
    </message>
    <message>
        <source>Workflow</source>
        <translation>Рабочий процесс</translation>
    </message>
    <message>
        <source>Starts</source>
        <translation>Старт</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Когда</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Далее</translation>
    </message>
    <message>
        <source>Last</source>
        <translation>Последний</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Состояние</translation>
    </message>
</context>
<context>
    <name>beamline::ui::SchedulePane</name>
    <message>
        <source>Next starts</source>
        <translation>Ближайшие старты</translation>
    </message>
    <message>
        <source>Loading schedules…</source>
        <translation>Загрузка расписаний…</translation>
    </message>
    <message>
        <source>It does not start by itself</source>
        <translation>Сам он не запускается</translation>
    </message>
    <message>
        <source>A version with “schedule” does: at times (cron: &apos;0 6 * * 1-5&apos;), at intervals (every: {hours: 1}), some time after its last run, or on events. Only the latest version is followed.</source>
        <translation>Версия с «schedule» запускается: по времени (cron: &apos;0 6 * * 1-5&apos;), через промежутки (every: {hours: 1}), спустя время после своего последнего запуска или по событиям. Учитывается только последняя версия.</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Приостановлено</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>Активно</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>The last start failed. %1</source>
        <translation>Последний старт не удался. %1</translation>
    </message>
    <message>
        <source>It has not started anything yet.</source>
        <translation>Он ещё ничего не запускал.</translation>
    </message>
    <message>
        <source>Last start %1, %2.</source>
        <translation>Последний старт %1, %2.</translation>
    </message>
    <message>
        <source>Starts version %1. %2</source>
        <translation>Запускает версию %1. %2</translation>
    </message>
    <message>
        <source>The starts below are those after a resume now.</source>
        <translation>Старты ниже — те, что будут, если продолжить сейчас.</translation>
    </message>
    <message>
        <source>When it starts next is not known before.</source>
        <translation>Когда будет следующий старт, заранее не известно.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::SchedulesPanel</name>
    <message>
        <source>Schedules</source>
        <translation>Расписания</translation>
    </message>
    <message>
        <source>Loading schedules…</source>
        <translation>Загрузка расписаний…</translation>
    </message>
    <message>
        <source>Nothing starts by itself yet</source>
        <translation>Пока ничего не запускается само</translation>
    </message>
    <message>
        <source>A workflow with “schedule” does: at times (cron: &apos;0 6 * * 1-5&apos;), at intervals (every: {hours: 1}), some time after its last run, or on events. Deploy one and it is listed here with its next starts.</source>
        <translation>Это делает рабочий процесс с полем «schedule»: по времени (cron: &apos;0 6 * * 1-5&apos;), с интервалом (every: {hours: 1}), через некоторое время после своего последнего запуска или по событиям. Разверните такой процесс, и он появится здесь вместе со своими следующими стартами.</translation>
    </message>
    <message>
        <source>Deploy…</source>
        <translation>Развернуть…</translation>
    </message>
</context>
<context>
    <name>beamline::ui::SchemaForm</name>
    <message>
        <source>Value</source>
        <translation>Значение</translation>
    </message>
</context>
<context>
    <name>beamline::ui::SecretDialog</name>
    <message>
        <source>A JSON object without members.</source>
        <translation>Объект JSON без полей.</translation>
    </message>
    <message>
        <source>A JSON object; workflows read its members %1.</source>
        <translation>Объект JSON; рабочие процессы читают его поля %1.</translation>
    </message>
    <message>
        <source>Begins like a JSON object but is none, so it is kept as text. %1</source>
        <translation>Начинается как объект JSON, но им не является, поэтому хранится как текст. %1</translation>
    </message>
    <message numerus="yes">
        <source>Text of %n line(s).</source>
        <translation>
            <numerusform>Текст из %n строки.</numerusform>
            <numerusform>Текст из %n строк.</numerusform>
            <numerusform>Текст из %n строк.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Text of %n character(s).</source>
        <translation>
            <numerusform>Текст из %n символа.</numerusform>
            <numerusform>Текст из %n символов.</numerusform>
            <numerusform>Текст из %n символов.</numerusform>
        </translation>
    </message>
    <message>
        <source>Add a secret</source>
        <translation>Добавить секрет</translation>
    </message>
    <message>
        <source>Set the value of a secret</source>
        <translation>Задать значение секрета</translation>
    </message>
    <message>
        <source>Replace the value of a secret</source>
        <translation>Заменить значение секрета</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Имя</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Значение</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Показать</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отменить</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Заменить</translation>
    </message>
    <message>
        <source>Store in the keychain</source>
        <translation>Сохранить в связке ключей</translation>
    </message>
    <message>
        <source>As the workflow lists it below use: secrets:</source>
        <translation>Как указано в рабочем процессе под use: secrets:</translation>
    </message>
    <message>
        <source>A name has letters, digits, &apos;-&apos;, &apos;_&apos; and &apos;.&apos;, and does not begin with &apos;.&apos;.</source>
        <translation>Имя состоит из букв, цифр, &apos;-&apos;, &apos;_&apos; и &apos;.&apos; и не начинается с &apos;.&apos;.</translation>
    </message>
    <message>
        <source>There is one of this name: its value will be replaced.</source>
        <translation>Секрет с таким именем есть: его значение будет заменено.</translation>
    </message>
    <message>
        <source>Workflows read it as %1</source>
        <translation>Рабочие процессы читают его как %1</translation>
    </message>
    <message>
        <source>Text, or a JSON object whose members workflows read.</source>
        <translation>Текст или объект JSON, поля которого читают рабочие процессы.</translation>
    </message>
    <message>
        <source>A value has at most %1 KiB.</source>
        <translation>Значение занимает не более %1 КиБ.</translation>
    </message>
    <message>
        <source>The keychain is being asked…</source>
        <translation>Запрос к связке ключей…</translation>
    </message>
    <message>
        <source>Give a name first.</source>
        <translation>Сначала укажите имя.</translation>
    </message>
    <message>
        <source>Give a value first.</source>
        <translation>Сначала укажите значение.</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Скрыть</translation>
    </message>
</context>
<context>
    <name>beamline::ui::SecretListModel</name>
    <message>
        <source>In the keychain</source>
        <translation>В связке ключей</translation>
    </message>
    <message>
        <source>In a file</source>
        <translation>В файле</translation>
    </message>
    <message>
        <source>File refused</source>
        <translation>Файл отклонён</translation>
    </message>
    <message>
        <source>With its engine</source>
        <translation>У своего движка</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Отсутствует</translation>
    </message>
    <message>
        <source>No deployed workflow</source>
        <translation>Ни один развёрнутый процесс</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>Неизвестно</translation>
    </message>
    <message>
        <source>%1 is not taken: it must be a file that only its owner can read (chmod 600).</source>
        <translation>%1 не принимается: это должен быть файл, доступный для чтения только владельцу (chmod 600).</translation>
    </message>
    <message>
        <source>Secret</source>
        <translation>Секрет</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Значение</translation>
    </message>
    <message>
        <source>Needed by</source>
        <translation>Кто использует</translation>
    </message>
</context>
<context>
    <name>beamline::ui::SecretsPage</name>
    <message>
        <source>Remove…</source>
        <translation>Удалить…</translation>
    </message>
    <message>
        <source>Set value…</source>
        <translation>Задать значение…</translation>
    </message>
    <message>
        <source>Add secret…</source>
        <translation>Добавить секрет…</translation>
    </message>
    <message>
        <source>Unlock the keychain…</source>
        <translation>Разблокировать связку ключей…</translation>
    </message>
    <message>
        <source>Secrets</source>
        <translation>Секреты</translation>
    </message>
    <message>
        <source>put its value into the file %1/%2, readable by its owner alone (chmod 600)</source>
        <translation>поместить его значение в файл %1/%2, доступный для чтения только владельцу (chmod 600)</translation>
    </message>
    <message>
        <source>DATA-DIRECTORY/secrets</source>
        <translation>КАТАЛОГ-ДАННЫХ/secrets</translation>
    </message>
    <message>
        <source>Loading secrets…</source>
        <translation>Загрузка секретов…</translation>
    </message>
    <message>
        <source>No secrets</source>
        <translation>Секретов нет</translation>
    </message>
    <message>
        <source>Passwords and tokens that workflows use. A workflow lists their names below “use: secrets:” and reads them as $secrets.NAME; values are put in place when a call is made, and no run, log or history holds them.</source>
        <translation>Пароли и токены, которые используют рабочие процессы. Рабочий процесс перечисляет их имена под «use: secrets:» и читает их как $secrets.ИМЯ; значения подставляются в момент вызова, и ни один запуск, журнал или история их не содержит.</translation>
    </message>
    <message>
        <source>Which workflows need these is as of the last answer. %1</source>
        <translation>Сведения о том, каким рабочим процессам они нужны, — по состоянию на последний ответ. %1</translation>
    </message>
    <message>
        <source>in all</source>
        <translation>всего</translation>
    </message>
    <message>
        <source>without a value</source>
        <translation>без значения</translation>
    </message>
    <message>
        <source>NAME</source>
        <translation>ИМЯ</translation>
    </message>
    <message>
        <source>This engine belongs to another process, which reads secrets from its keychain or from files. To add a file there: as the user it runs as, %1. A new value counts from the next call.</source>
        <translation>Этот движок принадлежит другому процессу системы, который читает секреты из своей связки ключей или из файлов. Чтобы добавить там файл: от имени пользователя, под которым он работает, %1. Новое значение действует со следующего вызова.</translation>
    </message>
    <message>
        <source>The keychain is locked: what is in it can be neither read nor changed. Starts that need it are refused, and calls under way fail.</source>
        <translation>Связка ключей заблокирована: её содержимое нельзя ни прочитать, ни изменить. Старты, которым она нужна, отклоняются, а текущие вызовы завершаются сбоем.</translation>
    </message>
    <message>
        <source>Unlock…</source>
        <translation>Разблокировать…</translation>
    </message>
    <message>
        <source>%1 For a file: %2.</source>
        <translation>%1 Для файла: %2.</translation>
    </message>
    <message>
        <source>This engine&apos;s secrets are kept by its owner, in its keychain or in files.</source>
        <translation>Секреты этого движка хранит его владелец — в своей связке ключей или в файлах.</translation>
    </message>
    <message>
        <source>There is no keychain to keep it in.</source>
        <translation>Нет связки ключей, в которой его можно хранить.</translation>
    </message>
    <message>
        <source>Unlock the keychain first.</source>
        <translation>Сначала разблокируйте связку ключей.</translation>
    </message>
    <message>
        <source>Select a secret first.</source>
        <translation>Сначала выберите секрет.</translation>
    </message>
    <message>
        <source>Keep a value under a new name.</source>
        <translation>Сохранить значение под новым именем.</translation>
    </message>
    <message>
        <source>Replace value…</source>
        <translation>Заменить значение…</translation>
    </message>
    <message>
        <source>Give %1 a value.</source>
        <translation>Задать значение для %1.</translation>
    </message>
    <message>
        <source>It has no value that could be removed.</source>
        <translation>У него нет значения, которое можно удалить.</translation>
    </message>
    <message>
        <source>Its value is a file: remove %1/%2.</source>
        <translation>Его значение — файл: удалите %1/%2.</translation>
    </message>
    <message>
        <source>Remove %1 from the keychain.</source>
        <translation>Удалить %1 из связки ключей.</translation>
    </message>
    <message>
        <source>Set the value of %1…</source>
        <translation>Задать значение %1…</translation>
    </message>
    <message>
        <source>Remove %1…</source>
        <translation>Удалить %1…</translation>
    </message>
    <message>
        <source>%1 is in the keychain.</source>
        <translation>%1 хранится в связке ключей.</translation>
    </message>
    <message>
        <source>The value that is there is not shown. Runs use the new one from their next call.</source>
        <translation>Имеющееся значение не показывается. Запуски используют новое со следующего вызова.</translation>
    </message>
    <message>
        <source>There is a file of this name. From now on the keychain&apos;s value is used.</source>
        <translation>Есть файл с таким именем. Отныне используется значение из связки ключей.</translation>
    </message>
    <message>
        <source>Its value is deleted from the keychain and cannot be brought back.</source>
        <translation>Его значение удаляется из связки ключей без возможности восстановления.</translation>
    </message>
    <message>
        <source>Runs of %1 fail at their next call.</source>
        <translation>Запуски %1 завершатся сбоем при следующем вызове.</translation>
    </message>
    <message>
        <source>No deployed workflow needs it.</source>
        <translation>Он не нужен ни одному развёрнутому рабочему процессу.</translation>
    </message>
    <message>
        <source>Whether a deployed workflow needs it is not known now.</source>
        <translation>Нужен ли он развёрнутому рабочему процессу, сейчас неизвестно.</translation>
    </message>
    <message>
        <source>Remove the secret %1?</source>
        <translation>Удалить секрет %1?</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Удалить</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Оставить</translation>
    </message>
    <message>
        <source>%1 is removed.</source>
        <translation>%1 — удалено.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::SettingsPage</name>
    <message>
        <source>Search settings</source>
        <translation>Поиск настроек</translation>
    </message>
    <message>
        <source>Sections</source>
        <translation>Разделы</translation>
    </message>
    <message>
        <source>No setting fits</source>
        <translation>Ни одна настройка не подходит</translation>
    </message>
    <message>
        <source>Settings are found by their title, by what they do, and by the names and keys of commands.</source>
        <translation>Настройки находятся по названию, по назначению, а также по именам и клавишам команд.</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Настройки</translation>
    </message>
</context>
<context>
    <name>beamline::ui::ShardMap</name>
    <message>
        <source>Shards</source>
        <translation>Шарды</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>nobody: %1</source>
        <translation>без узла: %1</translation>
    </message>
    <message>
        <source>Shard %1: nobody carries it on now; its runs wait until a node takes it.</source>
        <translation>Шард %1: сейчас его никто не ведёт; его запуски ждут, пока его не возьмёт узел.</translation>
    </message>
    <message>
        <source>Shard %1: carried on by %2 since %3 (epoch %4).</source>
        <translation>Шард %1: ведёт %2 с %3 (эпоха %4).</translation>
    </message>
    <message>
        <source>It is moving to %1.</source>
        <translation>Переходит к %1.</translation>
    </message>
    <message>
        <source>Shard %1</source>
        <translation>Шард %1</translation>
    </message>
</context>
<context>
    <name>beamline::ui::ShortcutModel</name>
    <message>
        <source>Changed</source>
        <translation>Изменено</translation>
    </message>
    <message>
        <source>%1, no key</source>
        <translation>%1, без клавиши</translation>
    </message>
    <message>
        <source>%1, key %2</source>
        <translation>%1, клавиша %2</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Команда</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Клавиши</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Меню</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Состояние</translation>
    </message>
</context>
<context>
    <name>beamline::ui::ShortcutTable</name>
    <message>
        <source>Press the keys</source>
        <translation>Нажмите клавиши</translation>
    </message>
    <message>
        <source>Press the new keys; Escape keeps the old ones</source>
        <translation>Нажмите новые клавиши; Escape оставляет прежние</translation>
    </message>
    <message>
        <source>Commands and their keys</source>
        <translation>Команды и их клавиши</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Изменить…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Удалить</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Сбросить</translation>
    </message>
    <message>
        <source>Select a command first.</source>
        <translation>Сначала выберите команду.</translation>
    </message>
    <message>
        <source>Press another key for it (Enter).</source>
        <translation>Назначить ей другую клавишу (Enter).</translation>
    </message>
    <message>
        <source>It has no key then.</source>
        <translation>Тогда у неё не будет клавиши.</translation>
    </message>
    <message>
        <source>It has no key.</source>
        <translation>У неё нет клавиши.</translation>
    </message>
    <message>
        <source>Give it the keys it came with.</source>
        <translation>Вернуть ей исходные клавиши.</translation>
    </message>
    <message>
        <source>It has the keys it came with.</source>
        <translation>У неё исходные клавиши.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::SimulatedChangeTable</name>
    <message>
        <source>Decided</source>
        <translation>Решено</translation>
    </message>
    <message>
        <source>Went to</source>
        <translation>Попало к</translation>
    </message>
    <message>
        <source>Would go to</source>
        <translation>Попало бы к</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Причина</translation>
    </message>
</context>
<context>
    <name>beamline::ui::SimulatedShareTable</name>
    <message>
        <source>No provider</source>
        <translation>Нет поставщика</translation>
    </message>
    <message>
        <source>%1 decisions before, %2 after</source>
        <translation>Решений до: %1, после: %2</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>Поставщик</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>До</translation>
    </message>
    <message>
        <source>After</source>
        <translation>После</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Изменить</translation>
    </message>
</context>
<context>
    <name>beamline::ui::StartDialog</name>
    <message>
        <source>Start run</source>
        <translation>Начать запуск</translation>
    </message>
    <message>
        <source>Workflow</source>
        <translation>Рабочий процесс</translation>
    </message>
    <message>
        <source>Dry run</source>
        <translation>Пробный запуск</translation>
    </message>
    <message>
        <source>Rehearses the run: what would change the world is answered by mocks or refused, everything else is real.</source>
        <translation>Репетиция запуска: на то, что изменило бы внешний мир, отвечают заглушки, либо в этом отказывается; всё остальное выполняется по-настоящему.</translation>
    </message>
    <message>
        <source>team=finance, month=11</source>
        <translation>team=finance, month=11</translation>
    </message>
    <message>
        <source>Starting twice with the same key makes one run</source>
        <translation>Два старта с одним и тем же ключом дают один запуск</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Метки</translation>
    </message>
    <message>
        <source>Idempotency key</source>
        <translation>Ключ идемпотентности</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отменить</translation>
    </message>
    <message>
        <source>Form or JSON</source>
        <translation>Форма или JSON</translation>
    </message>
    <message>
        <source>Input as JSON</source>
        <translation>Входные данные в формате JSON</translation>
    </message>
    <message>
        <source>Nothing yet. Write JSON here, for example {&quot;name&quot;: &quot;value&quot;}</source>
        <translation>Пока пусто. Введите здесь JSON, например {&quot;name&quot;: &quot;value&quot;}</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>Форма</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>Start dry run</source>
        <translation>Начать пробный запуск</translation>
    </message>
    <message>
        <source>No workflow is deployed yet. Deploy one on the page Workflows.</source>
        <translation>Пока не развёрнуто ни одного рабочего процесса. Разверните его на странице «Рабочие процессы».</translation>
    </message>
    <message>
        <source>The workflow does not say what its input looks like. Empty counts as {}.</source>
        <translation>В рабочем процессе не указано, как выглядят его входные данные. Пустое поле считается за {}.</translation>
    </message>
    <message>
        <source>“%1” is not a label. Write name=value, with commas between labels.</source>
        <translation>«%1» — не метка. Укажите имя=значение, метки разделяйте запятыми.</translation>
    </message>
    <message>
        <source>No input is filled in. Press Enter once more to start without.</source>
        <translation>Входные данные не заполнены. Нажмите Enter ещё раз, чтобы начать без них.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::StartPage</name>
    <message>
        <source>Copy command</source>
        <translation>Копировать команду</translation>
    </message>
    <message>
        <source>Still starting the engine</source>
        <translation>Движок всё ещё запускается</translation>
    </message>
    <message>
        <source>A long journal is being read: %1. The window stays usable; nothing is lost if you quit.</source>
        <translation>Читается длинный журнал: %1. Окном можно пользоваться; при выходе ничего не теряется.</translation>
    </message>
    <message>
        <source>Connecting to %1</source>
        <translation>Подключение к %1</translation>
    </message>
    <message>
        <source>Waiting for an engine to answer at %1.</source>
        <translation>Ожидается ответ движка по адресу %1.</translation>
    </message>
    <message>
        <source>Connections…</source>
        <translation>Подключения…</translation>
    </message>
    <message>
        <source>%1 refuses this connection</source>
        <translation>%1 отклоняет это подключение</translation>
    </message>
    <message>
        <source>%1 cannot be reached</source>
        <translation>%1: нет связи</translation>
    </message>
    <message>
        <source>Check user, key and permissions of the connection, and test it there.</source>
        <translation>Проверьте пользователя, ключ и права доступа подключения и протестируйте его там.</translation>
    </message>
    <message>
        <source>Test the connection to see which step fails. Nothing waits for it: what runs there goes on without this console.</source>
        <translation>Протестируйте подключение, чтобы увидеть, какой шаг не удаётся. Это ничего не задерживает: то, что там выполняется, продолжается и без этой консоли.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Повторить попытку</translation>
    </message>
    <message>
        <source>Starting the engine</source>
        <translation>Запуск движка</translation>
    </message>
    <message>
        <source>Opening the journal in %1.</source>
        <translation>Открывается журнал в %1.</translation>
    </message>
    <message>
        <source>The engine could not be opened</source>
        <translation>Движок не удалось открыть</translation>
    </message>
    <message>
        <source>The journal is damaged</source>
        <translation>Журнал повреждён</translation>
    </message>
    <message>
        <source>Nothing has been changed. Copy the folder %1 somewhere safe before you run the command below.</source>
        <translation>Ничего не изменено. Прежде чем выполнить приведённую ниже команду, скопируйте папку %1 в надёжное место.</translation>
    </message>
    <message>
        <source>Another program may own the data in %1. Close it, or wait until it has stopped, and try again.</source>
        <translation>Данные в %1 может занимать другая программа. Закройте её или дождитесь её остановки и повторите попытку.</translation>
    </message>
    <message>
        <source>The data lies in %1; check that the folder can be written and that the disk is not full.</source>
        <translation>Данные находятся в %1; проверьте, что папка доступна для записи и диск не переполнен.</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Выйти</translation>
    </message>
    <message>
        <source>Stopping the engine</source>
        <translation>Остановка движка</translation>
    </message>
    <message>
        <source>What is in flight is being finished. Runs that wait resume when Beamline is started again.</source>
        <translation>То, что выполняется, завершается. Ожидающие запуски продолжатся, когда Beamline будет запущен снова.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::StatusLine</name>
    <message>
        <source>commands</source>
        <translation>команды</translation>
    </message>
    <message>
        <source>No problems</source>
        <translation>Проблем нет</translation>
    </message>
    <message>
        <source>Engine starting</source>
        <translation>Движок запускается</translation>
    </message>
    <message>
        <source>Engine healthy</source>
        <translation>Движок исправен</translation>
    </message>
    <message>
        <source>Engine degraded</source>
        <translation>Движок работает с ограничениями</translation>
    </message>
    <message>
        <source>Engine accepts no changes</source>
        <translation>Движок не принимает изменений</translation>
    </message>
    <message>
        <source>Engine stopping</source>
        <translation>Движок останавливается</translation>
    </message>
    <message>
        <source>Engine stopped</source>
        <translation>Движок остановлен</translation>
    </message>
    <message>
        <source>Engine unreachable</source>
        <translation>Движок недоступен</translation>
    </message>
    <message>
        <source>Engine in an unknown state</source>
        <translation>Движок в неизвестном состоянии</translation>
    </message>
    <message>
        <source>%1 tasks/s</source>
        <translation>%1 задач/с</translation>
    </message>
    <message>
        <source>queue %1</source>
        <translation>очередь %1</translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s)</source>
        <translation>
            <numerusform>%n проблема</numerusform>
            <numerusform>%n проблемы</numerusform>
            <numerusform>%n проблем</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 commands</source>
        <translation>%1 команды</translation>
    </message>
    <message numerus="yes">
        <source>%1: %2 of %n thread(s) busy, %3 of %4 queued</source>
        <translation>
            <numerusform>%1: занято %2 из %n потока, в очереди %3 из %4</numerusform>
            <numerusform>%1: занято %2 из %n потоков, в очереди %3 из %4</numerusform>
            <numerusform>%1: занято %2 из %n потоков, в очереди %3 из %4</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>beamline::ui::SuspendedNote</name>
    <message>
        <source>Its run is suspended and stays so, whatever you decide: the decision takes effect when somebody resumes the run.</source>
        <translation>Запуск приостановлен и останется таким при любом решении: оно подействует, когда кто-нибудь продолжит запуск.</translation>
    </message>
    <message>
        <source>Its run is suspended: what was decided takes effect when somebody resumes it.</source>
        <translation>Запуск приостановлен: принятое решение подействует, когда кто-нибудь продолжит запуск.</translation>
    </message>
    <message>
        <source>Open run</source>
        <translation>Открыть запуск</translation>
    </message>
</context>
<context>
    <name>beamline::ui::TakeoverNote</name>
    <message>
        <source>Taken over from run %1. It was not carried out here: input and output are those of then.</source>
        <translation>Перенято из запуска %1. Здесь задача не выполнялась: входные и выходные данные взяты оттуда.</translation>
    </message>
    <message>
        <source>Begins at %1 with an edited input; what came before is taken over from run %2. Below is the input that run was started with.</source>
        <translation>Начинается с %1 с изменёнными входными данными; предшествующее перенято из запуска %2. Ниже — входные данные, с которыми был начат тот запуск.</translation>
    </message>
    <message>
        <source>Begins at %1; what came before is taken over from run %2.</source>
        <translation>Начинается с %1; предшествующее перенято из запуска %2.</translation>
    </message>
    <message>
        <source>The run begins here, with an input that was edited: run %1 had another one.</source>
        <translation>Запуск начинается здесь с изменёнными входными данными: у запуска %1 они были другими.</translation>
    </message>
    <message>
        <source>The run begins here, with the input that run %1 had.</source>
        <translation>Запуск начинается здесь с теми же входными данными, что у запуска %1.</translation>
    </message>
    <message>
        <source>The run begins here. What came before is taken over from run %1.</source>
        <translation>Запуск начинается здесь. Предшествующее перенято из запуска %1.</translation>
    </message>
    <message>
        <source>Show it</source>
        <translation>Показать</translation>
    </message>
    <message>
        <source>Show it there</source>
        <translation>Показать там</translation>
    </message>
    <message>
        <source>Selects the task where the run begins.</source>
        <translation>Выбирает задачу, с которой начинается запуск.</translation>
    </message>
    <message>
        <source>Opens run %1 at this task.</source>
        <translation>Открывает запуск %1 на этой задаче.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::TaskInspector</name>
    <message>
        <source>Inspector</source>
        <translation>Инспектор</translation>
    </message>
    <message>
        <source>Data of the task</source>
        <translation>Данные задачи</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Ошибка</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Вход</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Выход</translation>
    </message>
    <message>
        <source>Attempts</source>
        <translation>Попытки</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Журнал</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>Изменения</translation>
    </message>
    <message>
        <source>Child runs</source>
        <translation>Дочерние запуски</translation>
    </message>
    <message>
        <source>Iteration</source>
        <translation>Итерация</translation>
    </message>
    <message>
        <source>What the task writes</source>
        <translation>Что пишет задача</translation>
    </message>
    <message>
        <source>Nothing was written since this run is shown here. Scripts, commands and containers write while they run.</source>
        <translation>С тех пор как этот запуск показан здесь, ничего не было записано. Скрипты, команды и контейнеры пишут во время выполнения.</translation>
    </message>
    <message>
        <source>Child runs (%1)</source>
        <translation>Дочерние запуски (%1)</translation>
    </message>
    <message>
        <source>… what was written before is not kept</source>
        <translation>… записанное ранее не сохранено</translation>
    </message>
    <message>
        <source>Error stream:</source>
        <translation>Поток ошибок:</translation>
    </message>
    <message>
        <source>Output stream:</source>
        <translation>Поток вывода:</translation>
    </message>
    <message>
        <source>Whole run</source>
        <translation>Весь запуск</translation>
    </message>
    <message>
        <source>The run was started without input.</source>
        <translation>Запуск начат без входных данных.</translation>
    </message>
    <message>
        <source>The run has no output.</source>
        <translation>У запуска нет выходных данных.</translation>
    </message>
    <message>
        <source>The output comes with the end of the run.</source>
        <translation>Выходные данные появятся по окончании запуска.</translation>
    </message>
    <message>
        <source>%1 · attempt %2</source>
        <translation>%1 · попытка %2</translation>
    </message>
    <message>
        <source>of %1</source>
        <translation>из %1</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>Загрузка…</translation>
    </message>
    <message>
        <source>The task has not begun.</source>
        <translation>Задача ещё не начата.</translation>
    </message>
    <message>
        <source>The task has no input.</source>
        <translation>У задачи нет входных данных.</translation>
    </message>
    <message>
        <source>The task has no output.</source>
        <translation>У задачи нет выходных данных.</translation>
    </message>
    <message>
        <source>The output comes with the end of the task.</source>
        <translation>Выходные данные появятся по окончании задачи.</translation>
    </message>
    <message>
        <source>Attempts (%1)</source>
        <translation>Попытки (%1)</translation>
    </message>
</context>
<context>
    <name>beamline::ui::TaskListModel</name>
    <message>
        <source>%1, %2, %3</source>
        <translation>%1, %2, %3</translation>
    </message>
    <message>
        <source>%1, begun %2</source>
        <translation>%1, начало: %2</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Задача</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Время</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Длительность</translation>
    </message>
    <message>
        <source>taken over</source>
        <translation>перенято</translation>
    </message>
    <message>
        <source>Taken over from the earlier run; here it took no time.</source>
        <translation>Перенято из прежнего запуска; здесь времени не заняло.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::TenantModel</name>
    <message>
        <source>Suspended</source>
        <translation>Приостановлен</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>Активен</translation>
    </message>
    <message>
        <source>Its members may look, nothing else.</source>
        <translation>Его участники могут только смотреть.</translation>
    </message>
    <message>
        <source>Its members do as their roles say.</source>
        <translation>Его участники действуют согласно ролям.</translation>
    </message>
    <message>
        <source>Runs that have not ended: %1</source>
        <translation>Незавершённые запуски: %1</translation>
    </message>
    <message>
        <source>Tasks that are being done: %1</source>
        <translation>Выполняемые задачи: %1</translation>
    </message>
    <message>
        <source>What is kept of its runs: %1</source>
        <translation>Хранится от его запусков: %1</translation>
    </message>
    <message>
        <source>Cost of its work in this month: %1</source>
        <translation>Стоимость его работы в этом месяце: %1</translation>
    </message>
    <message>
        <source>Tenant</source>
        <translation>Арендатор</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Состояние</translation>
    </message>
    <message>
        <source>Active runs</source>
        <translation>Активные запуски</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>Задачи</translation>
    </message>
    <message>
        <source>Storage</source>
        <translation>Хранилище</translation>
    </message>
    <message>
        <source>Budget</source>
        <translation>Бюджет</translation>
    </message>
    <message>
        <source>Namespaces</source>
        <translation>Пространства имён</translation>
    </message>
</context>
<context>
    <name>beamline::ui::TenantPane</name>
    <message>
        <source>Tenant</source>
        <translation>Арендатор</translation>
    </message>
    <message>
        <source>See usage</source>
        <translation>Потребление</translation>
    </message>
    <message>
        <source>Undo changes</source>
        <translation>Отменить изменения</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Название</translation>
    </message>
    <message>
        <source>As people call it</source>
        <translation>Как его называют люди</translation>
    </message>
    <message>
        <source>Namespaces</source>
        <translation>Пространства имён</translation>
    </message>
    <message>
        <source>sales, billing</source>
        <translation>sales, billing</translation>
    </message>
    <message>
        <source>Of workflows that are its own, with commas between. A namespace has one owner.</source>
        <translation>Собственных рабочих процессов, через запятую. У пространства имён один владелец.</translation>
    </message>
    <message>
        <source>What it may use</source>
        <translation>Что ему доступно</translation>
    </message>
    <message>
        <source>Active runs</source>
        <translation>Активные запуски</translation>
    </message>
    <message>
        <source>Runs a minute</source>
        <translation>Запусков в минуту</translation>
    </message>
    <message>
        <source>Tasks at once</source>
        <translation>Задач сразу</translation>
    </message>
    <message>
        <source>Tasks a second</source>
        <translation>Задач в секунду</translation>
    </message>
    <message>
        <source>CPU time a day</source>
        <translation>Время ЦП в сутки</translation>
    </message>
    <message>
        <source> s</source>
        <translation> с</translation>
    </message>
    <message>
        <source>Storage</source>
        <translation>Хранилище</translation>
    </message>
    <message>
        <source> MB</source>
        <translation> МБ</translation>
    </message>
    <message>
        <source>Policies</source>
        <translation>Политики</translation>
    </message>
    <message>
        <source>Decisions a second</source>
        <translation>Решений в секунду</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Доля</translation>
    </message>
    <message>
        <source>Its part of what many tenants ask for at once, against that of the others.</source>
        <translation>Его часть того, что одновременно запрашивают многие арендаторы, относительно остальных.</translation>
    </message>
    <message>
        <source>Budget</source>
        <translation>Бюджет</translation>
    </message>
    <message>
        <source>Cost a month</source>
        <translation>Стоимость в месяц</translation>
    </message>
    <message>
        <source>Warn at</source>
        <translation>Предупредить при</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>When it is spent, start nothing that costs</source>
        <translation>Когда бюджет исчерпан, не начинать ничего платного</translation>
    </message>
    <message>
        <source>Suspended</source>
        <translation>Приостановлен</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>Активен</translation>
    </message>
    <message numerus="yes">
        <source>%n time(s) something was refused by a quota or the budget since the engine&apos;s start.</source>
        <translation>
            <numerusform>С запуска движка квота или бюджет отказали %n раз.</numerusform>
            <numerusform>С запуска движка квота или бюджет отказали %n раза.</numerusform>
            <numerusform>С запуска движка квота или бюджет отказали %n раз.</numerusform>
        </translation>
    </message>
    <message>
        <source>Changed %1.</source>
        <translation>Изменён %1.</translation>
    </message>
    <message>
        <source>Changed %1 by %2.</source>
        <translation>Изменён %1, автор: %2.</translation>
    </message>
    <message>
        <source>“%1” is no namespace: small letters, digits, &apos;.&apos;, &apos;_&apos; and &apos;-&apos;.</source>
        <translation>«%1» — не пространство имён: допустимы строчные буквы, цифры, &apos;.&apos;, &apos;_&apos; и &apos;-&apos;.</translation>
    </message>
    <message>
        <source>The namespace %1 is owned by %2.</source>
        <translation>Пространством имён %1 владеет %2.</translation>
    </message>
    <message>
        <source>Its workflows. Those of no tenant are the default one&apos;s.</source>
        <translation>Его рабочие процессы. Те, что не принадлежат никому, относятся к арендатору по умолчанию.</translation>
    </message>
    <message>
        <source>Back to what the engine has.</source>
        <translation>Вернуть то, что есть у движка.</translation>
    </message>
    <message>
        <source>Nothing is changed.</source>
        <translation>Ничего не изменено.</translation>
    </message>
    <message>
        <source>Select a tenant first.</source>
        <translation>Сначала выберите арендатора.</translation>
    </message>
    <message>
        <source>The engine is being asked…</source>
        <translation>Отправлен запрос движку…</translation>
    </message>
    <message>
        <source>Somebody has changed this tenant meanwhile. What you typed stands here; the rest is as they left it. Save again to keep yours.</source>
        <translation>Тем временем кто-то изменил этого арендатора. Здесь показано то, что ввели вы; остальное — как оставили другие. Сохраните ещё раз, чтобы осталось ваше.</translation>
    </message>
    <message>
        <source>Take theirs</source>
        <translation>Взять чужое</translation>
    </message>
</context>
<context>
    <name>beamline::ui::TenantSwitch</name>
    <message>
        <source>All tenants</source>
        <translation>Все арендаторы</translation>
    </message>
    <message>
        <source>Tenant %1</source>
        <translation>Арендатор %1</translation>
    </message>
    <message>
        <source>You ask as a member of no one tenant. Press to choose one.</source>
        <translation>Вы обращаетесь не как участник какого-либо арендатора. Нажмите, чтобы выбрать арендатора.</translation>
    </message>
    <message>
        <source>You ask as a member of %1. Press to choose another one.</source>
        <translation>Вы обращаетесь как участник %1. Нажмите, чтобы выбрать другого арендатора.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::TenantText</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 из %2</translation>
    </message>
    <message>
        <source>%1, no limit</source>
        <translation>%1, без предела</translation>
    </message>
    <message>
        <source>Give a name first.</source>
        <translation>Сначала укажите имя.</translation>
    </message>
    <message>
        <source>A name has at most %1 letters.</source>
        <translation>Имя может содержать не более %1 букв.</translation>
    </message>
    <message>
        <source>A name has small letters, digits, &apos;.&apos;, &apos;_&apos; and &apos;-&apos;, and begins with a letter or digit.</source>
        <translation>Имя состоит из строчных букв, цифр, &apos;.&apos;, &apos;_&apos; и &apos;-&apos; и начинается с буквы или цифры.</translation>
    </message>
    <message>
        <source>%1 has spent %2 % of its budget of this month: %3.</source>
        <translation>%1: израсходовано %2 % бюджета этого месяца: %3.</translation>
    </message>
    <message>
        <source>Nothing of it that costs is started any more.</source>
        <translation>Ничего платного больше не начинается.</translation>
    </message>
    <message>
        <source>Its work goes on, as its budget says.</source>
        <translation>Работа продолжается, как задано в бюджете.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::TenantsPage</name>
    <message>
        <source>Tenants</source>
        <translation>Арендаторы</translation>
    </message>
    <message>
        <source>Roles</source>
        <translation>Роли</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>Участники</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Удалить…</translation>
    </message>
    <message>
        <source>Suspend…</source>
        <translation>Приостановить…</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Изменить…</translation>
    </message>
    <message>
        <source>Add tenant…</source>
        <translation>Добавить арендатора…</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Сохранить</translation>
    </message>
    <message>
        <source>Act as a member of</source>
        <translation>Действовать как участник</translation>
    </message>
    <message>
        <source>%1 is saved.</source>
        <translation>%1 — сохранено.</translation>
    </message>
    <message>
        <source>The role %1 is saved.</source>
        <translation>Роль %1 сохранена.</translation>
    </message>
    <message>
        <source>There is no tenant %1 that you may see.</source>
        <translation>Нет доступного вам арендатора %1.</translation>
    </message>
    <message>
        <source>Asking the engine…</source>
        <translation>Запрос к движку…</translation>
    </message>
    <message>
        <source>No members yet</source>
        <translation>Участников пока нет</translation>
    </message>
    <message>
        <source>While there are no members, everybody who reaches this engine may do everything. The first member must be an admin everywhere, so that somebody is left who may add the others. From then on everybody else may do what their roles say, and nothing without one.</source>
        <translation>Пока участников нет, все, у кого есть доступ к этому движку, могут делать всё. Первый участник должен быть администратором везде, чтобы было кому добавить остальных. С этого момента все остальные могут делать то, что позволяют их роли, а без роли — ничего.</translation>
    </message>
    <message>
        <source>Make %1 an admin…</source>
        <translation>Сделать %1 администратором…</translation>
    </message>
    <message>
        <source>Nothing that you may see</source>
        <translation>Вам здесь ничего не видно</translation>
    </message>
    <message>
        <source>Somebody who administers access can give you a role here.</source>
        <translation>Роль здесь вам может дать тот, кто администрирует доступ.</translation>
    </message>
    <message>
        <source>What you see is as of the last answer. %1</source>
        <translation>Показано состояние на момент последнего ответа. %1</translation>
    </message>
    <message>
        <source>no one tenant</source>
        <translation>ни одного арендатора</translation>
    </message>
    <message>
        <source>Tenants and roles</source>
        <translation>Арендаторы и роли</translation>
    </message>
    <message>
        <source>Select a tenant first.</source>
        <translation>Сначала выберите арендатора.</translation>
    </message>
    <message>
        <source>The default tenant owns what nobody else does: it stays.</source>
        <translation>Арендатору по умолчанию принадлежит то, что не принадлежит никому другому: он остаётся.</translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) of it have not ended.</source>
        <translation>
            <numerusform>Не завершён %n его запуск.</numerusform>
            <numerusform>Не завершены %n его запуска.</numerusform>
            <numerusform>Не завершены %n его запусков.</numerusform>
        </translation>
    </message>
    <message>
        <source>Select a role first.</source>
        <translation>Сначала выберите роль.</translation>
    </message>
    <message>
        <source>A role that is built in stays.</source>
        <translation>Встроенная роль остаётся.</translation>
    </message>
    <message numerus="yes">
        <source>%n member(s) have it: give them other roles first.</source>
        <translation>
            <numerusform>Она есть у %n участника: сначала дайте ему другую роль.</numerusform>
            <numerusform>Она есть у %n участников: сначала дайте им другие роли.</numerusform>
            <numerusform>Она есть у %n участников: сначала дайте им другие роли.</numerusform>
        </translation>
    </message>
    <message>
        <source>Select a member first.</source>
        <translation>Сначала выберите участника.</translation>
    </message>
    <message>
        <source>The engine is being asked…</source>
        <translation>Отправлен запрос движку…</translation>
    </message>
    <message>
        <source>Add role…</source>
        <translation>Добавить роль…</translation>
    </message>
    <message>
        <source>Add member…</source>
        <translation>Добавить участника…</translation>
    </message>
    <message>
        <source>Make a tenant with namespaces of its own.</source>
        <translation>Создать арендатора с собственными пространствами имён.</translation>
    </message>
    <message>
        <source>Make a role of permissions that you choose.</source>
        <translation>Создать роль из выбранных вами прав.</translation>
    </message>
    <message>
        <source>Give somebody roles.</source>
        <translation>Дать кому-либо роли.</translation>
    </message>
    <message>
        <source>The first member must be an admin everywhere: add that one below.</source>
        <translation>Первый участник должен быть администратором везде: добавьте его ниже.</translation>
    </message>
    <message>
        <source>Give the member other roles.</source>
        <translation>Дать участнику другие роли.</translation>
    </message>
    <message>
        <source>What it owned is the default tenant&apos;s then.</source>
        <translation>То, чем он владел, перейдёт к арендатору по умолчанию.</translation>
    </message>
    <message>
        <source>Nobody has it.</source>
        <translation>Её ни у кого нет.</translation>
    </message>
    <message>
        <source>Take all roles there away.</source>
        <translation>Забрать все роли там.</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Возобновить</translation>
    </message>
    <message>
        <source>Let its members do again what their roles say.</source>
        <translation>Снова позволить его участникам действовать согласно ролям.</translation>
    </message>
    <message>
        <source>Let its members look, and nothing else.</source>
        <translation>Позволить его участникам только смотреть.</translation>
    </message>
    <message>
        <source>Tell the engine what is changed here.</source>
        <translation>Передать движку то, что здесь изменено.</translation>
    </message>
    <message>
        <source>Members are saved in their dialog.</source>
        <translation>Участники сохраняются в своём диалоге.</translation>
    </message>
    <message>
        <source>Add a tenant</source>
        <translation>Добавить арендатора</translation>
    </message>
    <message>
        <source>A tenant owns namespaces of workflows, with their runs. What it may use is set afterwards, beside the list.</source>
        <translation>Арендатору принадлежат пространства имён рабочих процессов с их запусками. Что ему доступно, задаётся потом, рядом со списком.</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Добавить</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Имя</translation>
    </message>
    <message>
        <source>acme</source>
        <translation>acme</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Название</translation>
    </message>
    <message>
        <source>As people call it</source>
        <translation>Как его называют люди</translation>
    </message>
    <message>
        <source>Namespaces</source>
        <translation>Пространства имён</translation>
    </message>
    <message>
        <source>sales, billing</source>
        <translation>sales, billing</translation>
    </message>
    <message>
        <source>There is a tenant of this name.</source>
        <translation>Арендатор с таким именем уже есть.</translation>
    </message>
    <message>
        <source>The namespace %1 is owned by %2.</source>
        <translation>Пространством имён %1 владеет %2.</translation>
    </message>
    <message>
        <source>%1 is there. What it may use has no limits yet.</source>
        <translation>Арендатор %1 создан. Ограничений у него пока нет.</translation>
    </message>
    <message>
        <source>Add a role</source>
        <translation>Добавить роль</translation>
    </message>
    <message>
        <source>It begins with the permissions of another one; check and uncheck them afterwards, beside the list.</source>
        <translation>Она начинается с прав другой роли; отметьте нужное и снимите лишнее потом, рядом со списком.</translation>
    </message>
    <message>
        <source>night-shift</source>
        <translation>night-shift</translation>
    </message>
    <message>
        <source>What it is for</source>
        <translation>Назначение</translation>
    </message>
    <message>
        <source>Watches runs at night</source>
        <translation>Следит за запусками ночью</translation>
    </message>
    <message>
        <source>Begins as</source>
        <translation>На основе</translation>
    </message>
    <message>
        <source>There is a role of this name.</source>
        <translation>Роль с таким именем уже есть.</translation>
    </message>
    <message>
        <source>The role %1 is there.</source>
        <translation>Роль %1 создана.</translation>
    </message>
    <message>
        <source>%1 has %2 in %3.</source>
        <translation>Роли у %1: %2 (%3).</translation>
    </message>
    <message>
        <source>%1 was not resumed</source>
        <translation>%1 — не возобновлено</translation>
    </message>
    <message>
        <source>%1 is active again.</source>
        <translation>Арендатор %1 снова активен.</translation>
    </message>
    <message>
        <source>Suspend %1?</source>
        <translation>Приостановить %1?</translation>
    </message>
    <message>
        <source>Its members may look and do nothing else until it is resumed: no run is started, approved or changed by them. Runs that are under way go on.</source>
        <translation>Его участники смогут только смотреть, пока он не будет возобновлён: они не начинают, не согласуют и не изменяют запуски. Текущие запуски продолжаются.</translation>
    </message>
    <message>
        <source>Suspend</source>
        <translation>Приостановить</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>Оставить как есть</translation>
    </message>
    <message>
        <source>%1 was not suspended</source>
        <translation>%1 — не приостановлено</translation>
    </message>
    <message>
        <source>%1 is suspended.</source>
        <translation>Арендатор %1 приостановлен.</translation>
    </message>
    <message>
        <source>Remove the tenant %1?</source>
        <translation>Удалить арендатора %1?</translation>
    </message>
    <message>
        <source>Its namespaces, workflows and runs are the default tenant&apos;s then, and its members lose their roles in it. Its quotas and its budget are forgotten.</source>
        <translation>Его пространства имён, рабочие процессы и запуски перейдут к арендатору по умолчанию, а его участники потеряют роли у него. Его квоты и бюджет будут забыты.</translation>
    </message>
    <message>
        <source>%1 was not removed</source>
        <translation>%1 — не удалено</translation>
    </message>
    <message>
        <source>%1 is removed.</source>
        <translation>%1 — удалено.</translation>
    </message>
    <message>
        <source>Remove the role %1?</source>
        <translation>Удалить роль %1?</translation>
    </message>
    <message>
        <source>Nobody has it. It cannot be brought back, but made again.</source>
        <translation>Её ни у кого нет. Вернуть её нельзя, но можно создать заново.</translation>
    </message>
    <message>
        <source>Take %1 out?</source>
        <translation>Убрать %1?</translation>
    </message>
    <message>
        <source>That is you: you lose %1 in %2, from now on.</source>
        <translation>Это вы: отныне вы теряете роли %1 (%2).</translation>
    </message>
    <message>
        <source>%1 loses %2 in %3, from now on. Roles elsewhere stay.</source>
        <translation>%1 отныне теряет роли %2 (%3). Роли в других местах остаются.</translation>
    </message>
    <message>
        <source>%1 was not taken out</source>
        <translation>%1 не удалось убрать</translation>
    </message>
    <message>
        <source>%1 is taken out.</source>
        <translation>%1 больше не участник.</translation>
    </message>
    <message>
        <source>Take out</source>
        <translation>Убрать</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Удалить</translation>
    </message>
    <message>
        <source>Make %1 an admin everywhere?</source>
        <translation>Сделать %1 администратором везде?</translation>
    </message>
    <message>
        <source>From now on roles count. %1 may do everything in all tenants; everybody else may do nothing until they are added with a role.</source>
        <translation>С этого момента действуют роли. %1 может делать всё у всех арендаторов; остальные не могут ничего, пока их не добавят с ролью.</translation>
    </message>
    <message>
        <source>Make %1 an admin</source>
        <translation>Сделать %1 администратором</translation>
    </message>
    <message>
        <source>%1 was not added</source>
        <translation>%1 не удалось добавить</translation>
    </message>
    <message>
        <source>%1 is an admin everywhere. Add the others now.</source>
        <translation>%1 теперь администратор везде. Добавьте остальных.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::TimelineView</name>
    <message>
        <source>start</source>
        <translation>начало</translation>
    </message>
    <message>
        <source>Timeline of the tasks</source>
        <translation>Хронология задач</translation>
    </message>
    <message>
        <source>+ and - zoom, left and right move, 0 shows all of it; or the wheel with Ctrl and with Shift.</source>
        <translation>+ и - меняют масштаб, стрелки влево и вправо сдвигают, 0 показывает всё целиком; или колесо мыши с Ctrl и с Shift.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::Tour</name>
    <message>
        <source>It is being started.</source>
        <translation>Пример запускается.</translation>
    </message>
    <message>
        <source>The engine is being asked for the sample run.</source>
        <translation>У движка запрашивается запуск примера.</translation>
    </message>
    <message>
        <source>There is no sample run here yet. Start one, or read on: %1</source>
        <translation>Запуска примера здесь пока нет. Запустите пример или читайте дальше: %1</translation>
    </message>
    <message>
        <source>Start the sample</source>
        <translation>Запустить пример</translation>
    </message>
    <message>
        <source>What needs you</source>
        <translation>Что требует вашего внимания</translation>
    </message>
    <message>
        <source>The overview says first what needs a person: a decision that waits, a run that failed. Every row and every figure leads to what is behind it.</source>
        <translation>Обзор прежде всего показывает, что требует участия человека: решение, которого ждут, запуск, завершившийся сбоем. Каждая строка и каждое число ведут к тому, что за ними стоит.</translation>
    </message>
    <message>
        <source>The sample run waits here for you.</source>
        <translation>Запуск примера ждёт вас здесь.</translation>
    </message>
    <message>
        <source>A run and its graph</source>
        <translation>Запуск и его граф</translation>
    </message>
    <message>
        <source>This run has read twelve invoices, set some aside, entered the others into a ledger and asks about the large ones. Each box is a task as it is now, and changes while you look. Select one: by a click, or with F6 and the arrow keys.</source>
        <translation>Этот запуск прочитал двенадцать счетов, часть исключил, остальные внёс в реестр и спрашивает о крупных. Каждый прямоугольник — задача в её текущем состоянии; он меняется у вас на глазах. Выберите задачу: щелчком или клавишей F6 и стрелками.</translation>
    </message>
    <message>
        <source>What went in and came out</source>
        <translation>Что вошло и что вышло</translation>
    </message>
    <message>
        <source>The inspector shows the selected task: what went in, what came out, each attempt, and what it said to the outside. When something fails, this is where the cause stands.</source>
        <translation>Инспектор показывает выбранную задачу: входные и выходные данные, каждую попытку и обмен с внешним миром. Если что-то не удалось, причина указана здесь.</translation>
    </message>
    <message>
        <source>beside the graph stands what went into a task, what came out, and why it failed.</source>
        <translation>рядом с графом показано, что вошло в задачу, что из неё вышло и почему она не удалась.</translation>
    </message>
    <message>
        <source>Back in time</source>
        <translation>Назад во времени</translation>
    </message>
    <message>
        <source>A run keeps its whole history. Press “Step through the past” and move the slider: graph and inspector show the run as it was then. The last button of the bar leads back to now.</source>
        <translation>Запуск хранит всю свою историю. Нажмите «Пройти по прошлому» и двигайте ползунок: граф и инспектор показывают запуск таким, каким он был тогда. Последняя кнопка панели возвращает к настоящему.</translation>
    </message>
    <message>
        <source>every moment of a run can be looked at again, with a slider over its history.</source>
        <translation>любой момент запуска можно посмотреть ещё раз, двигая ползунок по его истории.</translation>
    </message>
    <message>
        <source>A decision</source>
        <translation>Решение</translation>
    </message>
    <message>
        <source>Here the run asks: what it is about, what follows from either answer, who may decide. Choose a cost centre, then approve or reject.</source>
        <translation>Здесь запуск спрашивает: о чём запрос, что последует за каждым ответом, кто может решить. Выберите центр затрат, затем согласуйте или отклоните.</translation>
    </message>
    <message numerus="yes">
        <source>For %n second(s) it can be taken back; then the engine has it and the run goes on at once.</source>
        <translation>
            <numerusform>В течение %n секунды решение можно отозвать; затем его получает движок, и запуск сразу продолжается.</numerusform>
            <numerusform>В течение %n секунд решение можно отозвать; затем его получает движок, и запуск сразу продолжается.</numerusform>
            <numerusform>В течение %n секунд решение можно отозвать; затем его получает движок, и запуск сразу продолжается.</numerusform>
        </translation>
    </message>
    <message>
        <source>The engine has it at once, and the run goes on.</source>
        <translation>Движок получает решение сразу, и запуск продолжается.</translation>
    </message>
    <message>
        <source>a run that needs a person waits here, with all that is needed to decide.</source>
        <translation>здесь ждёт запуск, которому нужен человек, — со всем, что нужно для решения.</translation>
    </message>
    <message>
        <source>The sample run is at work and has nothing to ask at the moment. What it asks comes here.</source>
        <translation>Пример выполняется и сейчас ни о чём не спрашивает. Его запросы появятся здесь.</translation>
    </message>
    <message>
        <source>The sample run has been decided already and has ended. What waits for a person stands here; decided requests stay, with who decided, when and why.</source>
        <translation>По запуску примера решение уже принято, и он окончен. Здесь показано, что ждёт человека; решённые запросы остаются — с указанием, кто решил, когда и почему.</translation>
    </message>
    <message>
        <source>Start the sample again</source>
        <translation>Запустить пример ещё раз</translation>
    </message>
    <message>
        <source>What goes wrong</source>
        <translation>Что пошло не так</translation>
    </message>
    <message>
        <source>Whatever is wrong with the engine, with a schedule or in this window is listed on this page, with what to do. The line at the bottom counts it and says how the engine is.</source>
        <translation>На этой странице перечислено всё, что не в порядке с движком, с расписанием или в этом окне, и что с этим делать. Строка внизу показывает число проблем и состояние движка.</translation>
    </message>
    <message>
        <source>Anything by a few letters</source>
        <translation>Что угодно по нескольким буквам</translation>
    </message>
    <message>
        <source>“Go to anything” finds pages, runs, workflows, approvals, settings and commands.</source>
        <translation>«Перейти к чему угодно» находит страницы, запуски, рабочие процессы, согласования, настройки и команды.</translation>
    </message>
    <message>
        <source>%1 finds pages, runs, workflows, approvals, settings and commands.</source>
        <translation>%1 находит страницы, запуски, рабочие процессы, согласования, настройки и команды.</translation>
    </message>
    <message>
        <source>Try it: open it, type “runs”, and close it with Esc.</source>
        <translation>Попробуйте: откройте поиск, введите «запуски» и закройте его клавишей Esc.</translation>
    </message>
    <message>
        <source>Where to go from here</source>
        <translation>Куда идти дальше</translation>
    </message>
    <message>
        <source>There is no sample run here. %1 With it, you would see: %2</source>
        <translation>Здесь нет запуска примера. %1 С ним было бы видно: %2</translation>
    </message>
    <message>
        <source>a run is shown as the graph of its tasks, each in its current state.</source>
        <translation>запуск показан как граф его задач, каждая в текущем состоянии.</translation>
    </message>
    <message>
        <source>What became of it</source>
        <translation>Что из этого вышло</translation>
    </message>
    <message>
        <source>You have decided, and the run has ended: each box says how, and its history who decided. Press “Next” when you have looked.</source>
        <translation>Вы приняли решение, и запуск закончен: каждый блок показывает, как, а история — кто решил. Посмотрев, нажмите «Далее».</translation>
    </message>
    <message>
        <source>You have decided, and the run goes on by itself. Its last tasks end while you look.</source>
        <translation>Вы приняли решение, и запуск продолжается сам. Его последние задачи завершаются у вас на глазах.</translation>
    </message>
    <message>
        <source>This page is where workflows live. Write one of your own, or drop a file here; the editor checks it while you type. Start it, and it stands under Runs. Connections leads to engines on other machines.</source>
        <translation>На этой странице живут рабочие процессы. Напишите свой или перетащите сюда файл; редактор проверяет его во время набора. После начала он появится в разделе «Запуски». «Подключения» ведут к движкам на других машинах.</translation>
    </message>
    <message>
        <source>%1 finds the tour again: “%2”.</source>
        <translation>%1 снова найдёт экскурсию: «%2».</translation>
    </message>
    <message>
        <source>The tour stays in the menu Help.</source>
        <translation>Экскурсия остаётся в меню «Справка».</translation>
    </message>
    <message>
        <source>The tour stays in the menu Help, which Alt shows.</source>
        <translation>Экскурсия остаётся в меню «Справка», которое показывает Alt.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::TourBubble</name>
    <message>
        <source>Enter goes on, arrow keys back and forth, Esc ends, F6 goes to the page and back.</source>
        <translation>Enter — дальше, стрелки — вперёд и назад, Esc — завершить, F6 — на страницу и обратно.</translation>
    </message>
    <message>
        <source>End tour</source>
        <translation>Завершить экскурсию</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Назад</translation>
    </message>
    <message>
        <source>Step %1 of %2</source>
        <translation>Шаг %1 из %2</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>Готово</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Далее</translation>
    </message>
</context>
<context>
    <name>beamline::ui::TrayIcon</name>
    <message>
        <source>All engines are well</source>
        <translation>Все движки в порядке</translation>
    </message>
    <message>
        <source>An engine is degraded</source>
        <translation>Один из движков работает с ограничениями</translation>
    </message>
    <message>
        <source>An engine takes no work</source>
        <translation>Один из движков не принимает работу</translation>
    </message>
    <message>
        <source>An engine has stopped</source>
        <translation>Один из движков остановлен</translation>
    </message>
    <message>
        <source>An engine cannot be reached</source>
        <translation>Один из движков недоступен</translation>
    </message>
    <message>
        <source>%1+</source>
        <translation>%1+</translation>
    </message>
    <message>
        <source>Open Beamline</source>
        <translation>Открыть Beamline</translation>
    </message>
    <message>
        <source>Pause notifications for 1 hour</source>
        <translation>Не уведомлять 1 час</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Выйти</translation>
    </message>
    <message>
        <source>Approvals: %1</source>
        <translation>Согласования: %1</translation>
    </message>
    <message>
        <source>Problems: %1</source>
        <translation>Проблемы: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n approval(s) wait for you</source>
        <translation>
            <numerusform>Вас ждёт %n согласование</numerusform>
            <numerusform>Вас ждут %n согласования</numerusform>
            <numerusform>Вас ждут %n согласований</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s)</source>
        <translation>
            <numerusform>%n проблема</numerusform>
            <numerusform>%n проблемы</numerusform>
            <numerusform>%n проблем</numerusform>
        </translation>
    </message>
    <message>
        <source>Notifications are paused</source>
        <translation>Уведомления приостановлены</translation>
    </message>
</context>
<context>
    <name>beamline::ui::UnendedRuns</name>
    <message numerus="yes">
        <source>%n running</source>
        <translation>
            <numerusform>%n выполняется</numerusform>
            <numerusform>%n выполняются</numerusform>
            <numerusform>%n выполняются</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n ждёт</numerusform>
            <numerusform>%n ждут</numerusform>
            <numerusform>%n ждут</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n suspended</source>
        <translation>
            <numerusform>%n приостановлен</numerusform>
            <numerusform>%n приостановлены</numerusform>
            <numerusform>%n приостановлены</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>beamline::ui::UpcomingModel</name>
    <message>
        <source>Next starts</source>
        <translation>Ближайшие старты</translation>
    </message>
    <message>
        <source>From now</source>
        <translation>Начиная с этого момента</translation>
    </message>
</context>
<context>
    <name>beamline::ui::UsageModel</name>
    <message>
        <source>Cost</source>
        <translation>Стоимость</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Токены</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>Вызовы</translation>
    </message>
    <message>
        <source>Failed calls</source>
        <translation>Вызовы с ошибкой</translation>
    </message>
    <message>
        <source>Decisions</source>
        <translation>Решения</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Запуски</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>Задачи</translation>
    </message>
    <message>
        <source>Faulted</source>
        <translation>Со сбоем</translation>
    </message>
    <message>
        <source>CPU time</source>
        <translation>Время ЦП</translation>
    </message>
</context>
<context>
    <name>beamline::ui::UsagePage</name>
    <message>
        <source>Change quota</source>
        <translation>Изменить квоту</translation>
    </message>
    <message>
        <source>Export CSV…</source>
        <translation>Экспорт CSV…</translation>
    </message>
    <message>
        <source>Export PDF…</source>
        <translation>Экспорт PDF…</translation>
    </message>
    <message>
        <source>There was more than an answer holds: the dearest are listed. Choose a shorter span.</source>
        <translation>Было больше, чем вмещает ответ: показаны самые дорогие. Выберите более короткий период.</translation>
    </message>
    <message>
        <source>Usage</source>
        <translation>Потребление</translation>
    </message>
    <message>
        <source>Asking the engine…</source>
        <translation>Запрос к движку…</translation>
    </message>
    <message>
        <source>Nothing was used</source>
        <translation>Ничего не потреблено</translation>
    </message>
    <message>
        <source>Runs, tasks, CPU time, calls of providers, tokens and what they cost are counted here, for each hour. There was none of it in this span: choose a longer one, or start a run.</source>
        <translation>Здесь за каждый час учитываются запуски, задачи, время ЦП, вызовы поставщиков, токены и их стоимость. За этот период ничего не было: выберите более долгий или начните запуск.</translation>
    </message>
    <message>
        <source>These figures are as of the last answer. %1</source>
        <translation>Эти цифры — на момент последнего ответа. %1</translation>
    </message>
    <message>
        <source>dearest: %1</source>
        <translation>дороже всего: %1</translation>
    </message>
    <message>
        <source>%1 a call</source>
        <translation>%1 на вызов</translation>
    </message>
    <message>
        <source>no calls</source>
        <translation>вызовов нет</translation>
    </message>
    <message>
        <source>%1 failed</source>
        <translation>с ошибкой: %1</translation>
    </message>
    <message>
        <source>%1 faulted</source>
        <translation>со сбоем: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n run(s)</source>
        <translation>
            <numerusform>%n запуск</numerusform>
            <numerusform>%n запуска</numerusform>
            <numerusform>%n запусков</numerusform>
        </translation>
    </message>
    <message>
        <source>Shows it over time.</source>
        <translation>Показывает это во времени.</translation>
    </message>
    <message>
        <source>%1 over time, the largest %2 of %3</source>
        <translation>%1 во времени, крупнейшие %2 из %3</translation>
    </message>
    <message>
        <source>%1 over time</source>
        <translation>%1 во времени</translation>
    </message>
    <message numerus="yes">
        <source>%1 %n other tenant(s) come near their budget, too.</source>
        <translation>
            <numerusform>%1 Ещё %n арендатор тоже близок к пределу бюджета.</numerusform>
            <numerusform>%1 Ещё %n арендатора тоже близки к пределу бюджета.</numerusform>
            <numerusform>%1 Ещё %n арендаторов тоже близки к пределу бюджета.</numerusform>
        </translation>
    </message>
    <message>
        <source>Change the budget</source>
        <translation>Изменить бюджет</translation>
    </message>
    <message>
        <source>There is nothing to export.</source>
        <translation>Экспортировать нечего.</translation>
    </message>
    <message>
        <source>Exact values of every row, for a spreadsheet.</source>
        <translation>Точные значения каждой строки, для электронной таблицы.</translation>
    </message>
    <message>
        <source>Span, line and table, for paper.</source>
        <translation>Период, график и таблица, для печати.</translation>
    </message>
    <message>
        <source>What this tenant may use, and its budget.</source>
        <translation>Что доступно этому арендатору, и его бюджет.</translation>
    </message>
    <message>
        <source>Look at it by tenant first.</source>
        <translation>Сначала выберите срез по арендаторам.</translation>
    </message>
    <message>
        <source>Select a tenant first.</source>
        <translation>Сначала выберите арендатора.</translation>
    </message>
    <message>
        <source>Export usage</source>
        <translation>Экспорт потребления</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message>
        <source>%1 was not written: %2. Choose another place.</source>
        <translation>Не удалось записать %1: %2. Выберите другое место.</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) exported to %1.</source>
        <translation>
            <numerusform>%n строка экспортирована в %1.</numerusform>
            <numerusform>%n строки экспортированы в %1.</numerusform>
            <numerusform>%n строк экспортировано в %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>beamline::ui::UsageReportText</name>
    <message>
        <source>There was more than an answer holds: the dearest are listed.</source>
        <translation>Было больше, чем вмещает ответ: показаны самые дорогие.</translation>
    </message>
    <message>
        <source>%1 over time</source>
        <translation>%1 во времени</translation>
    </message>
    <message>
        <source>Page %1</source>
        <translation>Страница %1</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 – %2</translation>
    </message>
</context>
<context>
    <name>beamline::ui::UsageWords</name>
    <message>
        <source>Cost</source>
        <translation>Стоимость</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Токены</translation>
    </message>
    <message>
        <source>Calls of providers</source>
        <translation>Вызовы поставщиков</translation>
    </message>
    <message>
        <source>Failed calls</source>
        <translation>Вызовы с ошибкой</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Запуски</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>Задачи</translation>
    </message>
    <message>
        <source>CPU time</source>
        <translation>Время ЦП</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>Последние сутки</translation>
    </message>
    <message>
        <source>7 days</source>
        <translation>7 дней</translation>
    </message>
    <message>
        <source>30 days</source>
        <translation>30 дней</translation>
    </message>
    <message>
        <source>90 days</source>
        <translation>90 дней</translation>
    </message>
    <message>
        <source>Tenant</source>
        <translation>Арендатор</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>Поставщик</translation>
    </message>
    <message>
        <source>Workflow</source>
        <translation>Рабочий процесс</translation>
    </message>
    <message>
        <source>By tenant</source>
        <translation>По арендаторам</translation>
    </message>
    <message>
        <source>By provider</source>
        <translation>По поставщикам</translation>
    </message>
    <message>
        <source>By workflow</source>
        <translation>По рабочим процессам</translation>
    </message>
    <message>
        <source>Usage by tenant</source>
        <translation>Потребление по арендаторам</translation>
    </message>
    <message>
        <source>Usage by provider</source>
        <translation>Потребление по поставщикам</translation>
    </message>
    <message>
        <source>Usage by workflow</source>
        <translation>Потребление по рабочим процессам</translation>
    </message>
    <message>
        <source>none of them</source>
        <translation>ни один из них</translation>
    </message>
</context>
<context>
    <name>beamline::ui::Value</name>
    <message>
        <source>no limit</source>
        <translation>без предела</translation>
    </message>
</context>
<context>
    <name>beamline::ui::VersionListModel</name>
    <message>
        <source>Version</source>
        <translation>Версия</translation>
    </message>
    <message>
        <source>Deployed</source>
        <translation>Развёрнуто</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Выполняется</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Ожидает</translation>
    </message>
    <message>
        <source>Not counted yet</source>
        <translation>Ещё не подсчитано</translation>
    </message>
    <message>
        <source>%1
sha256 %2</source>
        <translation>%1
sha256 %2</translation>
    </message>
    <message>
        <source>latest</source>
        <translation>последняя</translation>
    </message>
</context>
<context>
    <name>beamline::ui::VersionsPane</name>
    <message>
        <source>Versions</source>
        <translation>Версии</translation>
    </message>
    <message>
        <source>Edit this version</source>
        <translation>Изменить эту версию</translation>
    </message>
    <message>
        <source>Start this version…</source>
        <translation>Запустить эту версию…</translation>
    </message>
    <message>
        <source>Version to compare with</source>
        <translation>Версия для сравнения</translation>
    </message>
    <message>
        <source>Loading versions…</source>
        <translation>Загрузка версий…</translation>
    </message>
    <message>
        <source>%1 (latest)</source>
        <translation>%1 (последняя)</translation>
    </message>
    <message>
        <source>Changed in %1 since</source>
        <translation>Изменено в %1 по сравнению с</translation>
    </message>
    <message>
        <source>Only one version</source>
        <translation>Только одна версия</translation>
    </message>
    <message>
        <source>When another one is deployed, what differs between the two is shown here.</source>
        <translation>Когда будет развёрнута ещё одна, здесь появятся их различия.</translation>
    </message>
    <message>
        <source>Comparing…</source>
        <translation>Сравнение…</translation>
    </message>
    <message>
        <source>Runs not counted</source>
        <translation>Запуски не подсчитаны</translation>
    </message>
    <message>
        <source>No run is on %1</source>
        <translation>На %1 нет запусков</translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) on %1</source>
        <translation>
            <numerusform>%n запуск на %1</numerusform>
            <numerusform>%n запуска на %1</numerusform>
            <numerusform>%n запусков на %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) still on %1</source>
        <translation>
            <numerusform>%n запуск ещё на %1</numerusform>
            <numerusform>%n запуска ещё на %1</numerusform>
            <numerusform>%n запусков ещё на %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Shows the runs of %1 that have not ended</source>
        <translation>Показывает незавершённые запуски версии %1</translation>
    </message>
    <message>
        <source>Every run of %1 has ended.</source>
        <translation>Все запуски версии %1 завершены.</translation>
    </message>
    <message>
        <source>The engine has not said how many runs are on it.</source>
        <translation>Движок не сообщил, сколько на ней запусков.</translation>
    </message>
    <message>
        <source>Select a version first.</source>
        <translation>Сначала выберите версию.</translation>
    </message>
    <message>
        <source>Write a new version from %1</source>
        <translation>Написать новую версию на основе %1</translation>
    </message>
    <message>
        <source>Start a run of %1</source>
        <translation>Начать запуск %1</translation>
    </message>
    <message>
        <source>Re-run on this version…</source>
        <translation>Перезапустить на этой версии…</translation>
    </message>
    <message>
        <source>Choose an ended run: a new one takes over what it has done and goes on by %1.</source>
        <translation>Выберите оконченный запуск: новый переймёт сделанное им и продолжит по версии %1.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::WelcomeCard</name>
    <message>
        <source>%1 Key: %2</source>
        <translation>%1 Клавиша: %2</translation>
    </message>
</context>
<context>
    <name>beamline::ui::WelcomePage</name>
    <message>
        <source>Welcome to Beamline</source>
        <translation>Добро пожаловать в Beamline</translation>
    </message>
    <message>
        <source>Take the tour</source>
        <translation>Начать экскурсию</translation>
    </message>
    <message>
        <source>Two minutes over the real window; Esc ends it.</source>
        <translation>Две минуты по настоящему окну; Esc завершает.</translation>
    </message>
    <message>
        <source>The sample was not started: %1</source>
        <translation>Пример не запущен: %1</translation>
    </message>
    <message>
        <source>Do not show this page at start</source>
        <translation>Не показывать эту страницу при запуске</translation>
    </message>
    <message>
        <source>Beamline runs workflows: steps that are written down in a file and may take seconds or months.</source>
        <translation>Beamline выполняет рабочие процессы: шаги, которые записаны в файле и могут длиться секунды или месяцы.</translation>
    </message>
    <message>
        <source>This window shows each run as it goes; where a person must decide, it waits until somebody does.</source>
        <translation>Это окно показывает ход каждого запуска; там, где решать должен человек, запуск ждёт решения.</translation>
    </message>
    <message>
        <source>The engine is inside: what it has acknowledged is on the disk and goes on after a crash or a restart.</source>
        <translation>Движок внутри: то, что он подтвердил, записано на диск и продолжается после аварии или перезагрузки.</translation>
    </message>
    <message>
        <source>The engine of this window is on another machine and goes on when the window is closed.</source>
        <translation>Движок этого окна — на другой машине и продолжает работу, когда окно закрыто.</translation>
    </message>
    <message>
        <source>The engine now</source>
        <translation>Движок сейчас</translation>
    </message>
    <message>
        <source>Look at it</source>
        <translation>Посмотреть</translation>
    </message>
    <message>
        <source>Keys worth knowing</source>
        <translation>Полезные клавиши</translation>
    </message>
    <message>
        <source>The sample run is being started.</source>
        <translation>Пример запускается.</translation>
    </message>
    <message>
        <source>The engine is being asked.</source>
        <translation>Отправлен запрос движку.</translation>
    </message>
    <message>
        <source>There is no sample run yet. It reads twelve invoices and asks a person about the large ones.</source>
        <translation>Запуска примера пока нет. Он читает двенадцать счетов и спрашивает человека о крупных.</translation>
    </message>
    <message>
        <source>Start the sample</source>
        <translation>Запустить пример</translation>
    </message>
    <message>
        <source>The sample run invoice-approval is at work.</source>
        <translation>Пример invoice-approval выполняется.</translation>
    </message>
    <message>
        <source>The sample run invoice-approval waits for a decision: %1.</source>
        <translation>Пример invoice-approval ждёт решения: %1.</translation>
    </message>
    <message>
        <source>Decide</source>
        <translation>Решить</translation>
    </message>
    <message>
        <source>The sample run invoice-approval has ended. All that it did is kept.</source>
        <translation>Запуск примера invoice-approval окончен. Всё, что он сделал, сохранено.</translation>
    </message>
    <message>
        <source>Start it again</source>
        <translation>Запустить ещё раз</translation>
    </message>
    <message numerus="yes">
        <source>%n open approval(s)</source>
        <translation>
            <numerusform>%n открытое согласование</numerusform>
            <numerusform>%n открытых согласования</numerusform>
            <numerusform>%n открытых согласований</numerusform>
        </translation>
    </message>
    <message>
        <source>Look at runs</source>
        <translation>Посмотреть запуски</translation>
    </message>
    <message>
        <source>All that ran and runs, found by a filter, with what went wrong.</source>
        <translation>Всё, что выполнялось и выполняется: поиск по фильтру и причины сбоев.</translation>
    </message>
    <message>
        <source>Look at the sample run</source>
        <translation>Посмотреть запуск примера</translation>
    </message>
    <message>
        <source>Its graph, its history, and what went into each task and came out of it.</source>
        <translation>Его граф, его история и что вошло в каждую задачу и вышло из неё.</translation>
    </message>
    <message>
        <source>Decide its approval</source>
        <translation>Решить по его согласованию</translation>
    </message>
    <message>
        <source>Read what it asks, then approve or reject. For some seconds it can be taken back.</source>
        <translation>Прочитайте запрос, затем согласуйте или отклоните. Несколько секунд решение можно отозвать.</translation>
    </message>
    <message>
        <source>Look at approvals</source>
        <translation>Посмотреть согласования</translation>
    </message>
    <message>
        <source>What waits for a decision, yours and others&apos;.</source>
        <translation>Что ждёт решения — вашего и других.</translation>
    </message>
    <message>
        <source>Start a workflow</source>
        <translation>Запустить рабочий процесс</translation>
    </message>
    <message>
        <source>Choose one, fill in what it needs, and watch it run.</source>
        <translation>Выберите процесс, заполните нужное и наблюдайте за выполнением.</translation>
    </message>
    <message>
        <source>Connect to a cluster</source>
        <translation>Подключиться к кластеру</translation>
    </message>
    <message>
        <source>Engines on other machines are opened here as this one is.</source>
        <translation>Движки на других машинах открываются здесь так же, как этот.</translation>
    </message>
    <message>
        <source>Pages, runs, workflows, settings and commands, by a few letters</source>
        <translation>Страницы, запуски, рабочие процессы, настройки и команды — по нескольким буквам</translation>
    </message>
    <message>
        <source>Start a workflow, from any page</source>
        <translation>Запустить рабочий процесс с любой страницы</translation>
    </message>
    <message>
        <source>Overview, and with the next numbers the pages below it</source>
        <translation>Обзор, а со следующими цифрами — страницы под ним</translation>
    </message>
    <message>
        <source>Filter what is on the page</source>
        <translation>Фильтр на странице</translation>
    </message>
    <message>
        <source>Back to where you were</source>
        <translation>Назад, откуда пришли</translation>
    </message>
    <message>
        <source>Welcome</source>
        <translation>Добро пожаловать</translation>
    </message>
    <message>
        <source>none running or waiting</source>
        <translation>ни один не выполняется и не ждёт</translation>
    </message>
    <message numerus="yes">
        <source>%n faulted</source>
        <translation>
            <numerusform>%n со сбоем</numerusform>
            <numerusform>%n со сбоем</numerusform>
            <numerusform>%n со сбоем</numerusform>
        </translation>
    </message>
    <message>
        <source>Of all runs: %1. %2.</source>
        <translation>Из всех запусков: %1. %2.</translation>
    </message>
    <message>
        <source>The keys of the page that you are on; each can be changed</source>
        <translation>Клавиши текущей страницы; каждую можно изменить</translation>
    </message>
    <message>
        <source>“Go to anything” finds it again: “%1”.</source>
        <translation>«Перейти к чему угодно» снова найдёт её: «%1».</translation>
    </message>
    <message>
        <source>%1 finds it again: “%2”.</source>
        <translation>%1 снова найдёт её: «%2».</translation>
    </message>
</context>
<context>
    <name>beamline::ui::WorkProblems</name>
    <message>
        <source>A run faulted: %1</source>
        <translation>Сбой запуска: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) faulted: %1</source>
        <translation>
            <numerusform>Сбой %n запуска: %1</numerusform>
            <numerusform>Сбой %n запусков: %1</numerusform>
            <numerusform>Сбой %n запусков: %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Faulted runs</source>
        <translation>Запуски со сбоем</translation>
    </message>
    <message>
        <source>Approval of %1</source>
        <translation>Согласование: %1</translation>
    </message>
    <message>
        <source>Overdue: %1</source>
        <translation>Просрочено: %1</translation>
    </message>
    <message>
        <source>Decide it, or hand it to somebody who can.</source>
        <translation>Примите решение или передайте запрос тому, кто может его принять.</translation>
    </message>
    <message>
        <source>Approvals</source>
        <translation>Согласования</translation>
    </message>
    <message numerus="yes">
        <source>%n or more other approval(s) are overdue.</source>
        <translation>
            <numerusform>Просрочено ещё не менее %n согласования.</numerusform>
            <numerusform>Просрочено ещё не менее %n согласований.</numerusform>
            <numerusform>Просрочено ещё не менее %n согласований.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more approval(s) are overdue.</source>
        <translation>
            <numerusform>Просрочено ещё %n согласование.</numerusform>
            <numerusform>Просрочены ещё %n согласования.</numerusform>
            <numerusform>Просрочено ещё %n согласований.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>At least %n more kind(s) of error made runs fault.</source>
        <translation>
            <numerusform>Ещё не менее %n вида ошибок привело к сбоям запусков.</numerusform>
            <numerusform>Ещё не менее %n видов ошибок привели к сбоям запусков.</numerusform>
            <numerusform>Ещё не менее %n видов ошибок привели к сбоям запусков.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more kind(s) of error made runs fault.</source>
        <translation>
            <numerusform>Ещё %n вид ошибок привёл к сбоям запусков.</numerusform>
            <numerusform>Ещё %n вида ошибок привели к сбоям запусков.</numerusform>
            <numerusform>Ещё %n видов ошибок привели к сбоям запусков.</numerusform>
        </translation>
    </message>
    <message>
        <source>Mend the cause and retry them, or re-run them on the version that mends it; discard what is not worth it.</source>
        <translation>Устраните причину и повторите их или перезапустите на исправленной версии; ненужное отбросьте.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::WorkflowEditor</name>
    <message>
        <source>Draft</source>
        <translation>Черновик</translation>
    </message>
    <message>
        <source>Workflows</source>
        <translation>Рабочие процессы</translation>
    </message>
    <message>
        <source>Compare…</source>
        <translation>Сравнить…</translation>
    </message>
    <message>
        <source>Show what differs from a deployed version</source>
        <translation>Показать отличия от развёрнутой версии</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Сохранить…</translation>
    </message>
    <message>
        <source>Save the text to a file. The draft is kept without it.</source>
        <translation>Сохранить текст в файл. Черновик хранится и без этого.</translation>
    </message>
    <message>
        <source>Deploy…</source>
        <translation>Развернуть…</translation>
    </message>
    <message>
        <source>Raise the version</source>
        <translation>Повысить версию</translation>
    </message>
    <message>
        <source>Show the catalog</source>
        <translation>Показать каталог</translation>
    </message>
    <message>
        <source>Find and replace</source>
        <translation>Найти и заменить</translation>
    </message>
    <message>
        <source>Next problem</source>
        <translation>Следующая проблема</translation>
    </message>
    <message>
        <source>Discard the draft</source>
        <translation>Удалить черновик</translation>
    </message>
    <message>
        <source>Close the editor</source>
        <translation>Закрыть редактор</translation>
    </message>
    <message>
        <source>Text of the workflow</source>
        <translation>Текст рабочего процесса</translation>
    </message>
    <message>
        <source>Control and space completes. F8 goes to the next problem. Escape, then Tab leaves the text.</source>
        <translation>Ctrl и пробел — автодополнение. F8 — переход к следующей проблеме. Escape, затем Tab — выход из текста.</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>Проблемы</translation>
    </message>
    <message>
        <source>Graph or catalog</source>
        <translation>Граф или каталог</translation>
    </message>
    <message>
        <source>As of the last valid text</source>
        <translation>По последнему корректному тексту</translation>
    </message>
    <message>
        <source>Graph of the tasks</source>
        <translation>Граф задач</translation>
    </message>
    <message>
        <source>Graph</source>
        <translation>Граф</translation>
    </message>
    <message>
        <source>Catalog</source>
        <translation>Каталог</translation>
    </message>
    <message>
        <source>No graph yet</source>
        <translation>Графа пока нет</translation>
    </message>
    <message>
        <source>It is drawn as soon as the text is valid.</source>
        <translation>Он будет построен, как только текст станет корректным.</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>сохранён</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>изменён</translation>
    </message>
    <message>
        <source>unchanged</source>
        <translation>без изменений</translation>
    </message>
    <message>
        <source>draft</source>
        <translation>черновик</translation>
    </message>
    <message>
        <source>Drafts lie in %1</source>
        <translation>Черновики находятся в %1</translation>
    </message>
    <message>
        <source>The text was not checked. %1</source>
        <translation>Текст не проверен. %1</translation>
    </message>
    <message>
        <source>Nothing was deployed. %1</source>
        <translation>Ничего не развёрнуто. %1</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>Проверка…</translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s)</source>
        <translation>
            <numerusform>%n проблема</numerusform>
            <numerusform>%n проблемы</numerusform>
            <numerusform>%n проблем</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Valid, %n warning(s)</source>
        <translation>
            <numerusform>Корректно, %n предупреждение</numerusform>
            <numerusform>Корректно, %n предупреждения</numerusform>
            <numerusform>Корректно, %n предупреждений</numerusform>
        </translation>
    </message>
    <message>
        <source>Valid</source>
        <translation>Корректно</translation>
    </message>
    <message>
        <source>Not checked</source>
        <translation>Не проверено</translation>
    </message>
    <message>
        <source>There are problems to mend first; deploying would refuse the text.</source>
        <translation>Сначала нужно исправить проблемы; при развёртывании текст был бы отклонён.</translation>
    </message>
    <message>
        <source>Compare with what is deployed, then deploy</source>
        <translation>Сравнить с развёрнутым, затем развернуть</translation>
    </message>
    <message>
        <source>Line %1, column %2</source>
        <translation>Строка %1, столбец %2</translation>
    </message>
    <message>
        <source>There is no document.version such as 1.0.0 to raise.</source>
        <translation>Нет document.version вида 1.0.0, которую можно было бы повысить.</translation>
    </message>
    <message>
        <source>Save the workflow</source>
        <translation>Сохранить рабочий процесс</translation>
    </message>
    <message>
        <source>Definitions (*.yaml *.yml *.json)</source>
        <translation>Определения (*.yaml *.yml *.json)</translation>
    </message>
    <message>
        <source>%1 was not written: %2. The draft is kept.</source>
        <translation>%1 не записан: %2. Черновик сохранён.</translation>
    </message>
    <message>
        <source>Saved to %1.</source>
        <translation>Сохранено в %1.</translation>
    </message>
    <message>
        <source>Discard this draft?</source>
        <translation>Удалить этот черновик?</translation>
    </message>
    <message>
        <source>Its text is deleted. What is deployed stays as it is.</source>
        <translation>Его текст удаляется. Развёрнутое остаётся без изменений.</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Удалить</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Оставить</translation>
    </message>
</context>
<context>
    <name>beamline::ui::WorkflowHealthModel</name>
    <message>
        <source>%1 in %2</source>
        <translation>%1 в %2</translation>
    </message>
    <message>
        <source>Failure</source>
        <translation>Сбой</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Запуски</translation>
    </message>
    <message>
        <source>Last</source>
        <translation>Последний</translation>
    </message>
</context>
<context>
    <name>beamline::ui::WorkflowListModel</name>
    <message>
        <source>Workflow</source>
        <translation>Рабочий процесс</translation>
    </message>
    <message>
        <source>Namespace</source>
        <translation>Пространство имён</translation>
    </message>
    <message>
        <source>Deployed</source>
        <translation>Развёрнуто</translation>
    </message>
</context>
<context>
    <name>beamline::ui::WorkflowLoadModel</name>
    <message>
        <source>Half of its completed runs took %1 or less</source>
        <translation>Половина его завершённых запусков длилась %1 или меньше</translation>
    </message>
    <message>
        <source>Workflow</source>
        <translation>Рабочий процесс</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Запуски</translation>
    </message>
    <message>
        <source>Faulted</source>
        <translation>Сбой</translation>
    </message>
    <message>
        <source>p95</source>
        <translation>p95</translation>
    </message>
    <message>
        <source>Last</source>
        <translation>Последний</translation>
    </message>
    <message>
        <source>Sort by name</source>
        <translation>Сортировать по имени</translation>
    </message>
    <message>
        <source>Sort by how much each ran</source>
        <translation>Сортировать по числу запусков</translation>
    </message>
    <message>
        <source>Sort by what failed most</source>
        <translation>Сортировать по числу сбоев</translation>
    </message>
    <message>
        <source>Sort by what took longest: 95 of 100 completed runs took no longer than this</source>
        <translation>Сортировать по длительности: 95 из 100 завершённых запусков длились не дольше</translation>
    </message>
    <message>
        <source>Sort by what ran last</source>
        <translation>Сортировать по времени последнего запуска</translation>
    </message>
</context>
<context>
    <name>beamline::ui::WorkflowPane</name>
    <message>
        <source>Workflow</source>
        <translation>Рабочий процесс</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Версия</translation>
    </message>
    <message>
        <source>Graph, source, versions, runs or schedule</source>
        <translation>Граф, исходный текст, версии, запуски или расписание</translation>
    </message>
    <message>
        <source>Graph of the tasks</source>
        <translation>Граф задач</translation>
    </message>
    <message>
        <source>Graph</source>
        <translation>Граф</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Исходный текст</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>Версии</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Запуски</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>Расписание</translation>
    </message>
    <message>
        <source>%1 · deployed %2 · sha256 %3</source>
        <translation>%1 · развёрнут %2 · sha256 %3</translation>
    </message>
    <message>
        <source>Deployed %1
sha256 %2</source>
        <translation>Развёрнут %1
sha256 %2</translation>
    </message>
    <message numerus="yes">
        <source>Needs %n secret(s) with no value here: %1. Its runs fail at once.</source>
        <translation>
            <numerusform>Нужен %n секрет, у которого здесь нет значения: %1. Запуски этого процесса сразу завершаются сбоем.</numerusform>
            <numerusform>Нужны %n секрета, у которых здесь нет значений: %1. Запуски этого процесса сразу завершаются сбоем.</numerusform>
            <numerusform>Нужно %n секретов, у которых здесь нет значений: %1. Запуски этого процесса сразу завершаются сбоем.</numerusform>
        </translation>
    </message>
    <message>
        <source>Set value…</source>
        <translation>Задать значение…</translation>
    </message>
    <message>
        <source>%1 (latest)</source>
        <translation>%1 (последняя)</translation>
    </message>
</context>
<context>
    <name>beamline::ui::WorkflowRunsPane</name>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>Последние сутки</translation>
    </message>
    <message>
        <source>Last week</source>
        <translation>Последняя неделя</translation>
    </message>
    <message>
        <source>Runs that were started in this time. Shows them.</source>
        <translation>Запуски, начатые за это время. Показывает их.</translation>
    </message>
    <message>
        <source>The share of ended runs that completed. Shows those that faulted.</source>
        <translation>Доля завершившихся запусков, которые прошли успешно. Показывает сбойные.</translation>
    </message>
    <message>
        <source>Half of the completed runs took at most this long. Shows them.</source>
        <translation>Половина успешных запусков длилась не дольше. Показывает их.</translation>
    </message>
    <message>
        <source>19 of 20 completed runs took at most this long. Shows them.</source>
        <translation>19 из 20 успешных запусков длились не дольше. Показывает их.</translation>
    </message>
    <message>
        <source>Failures</source>
        <translation>Сбои</translation>
    </message>
    <message>
        <source>Recent inputs</source>
        <translation>Последние входные данные</translation>
    </message>
    <message>
        <source>Start with this input…</source>
        <translation>Запустить с этими данными…</translation>
    </message>
    <message>
        <source>Open run</source>
        <translation>Открыть запуск</translation>
    </message>
    <message>
        <source>Counting runs…</source>
        <translation>Подсчёт запусков…</translation>
    </message>
    <message>
        <source>No run was started in this time</source>
        <translation>За это время не было запусков</translation>
    </message>
    <message>
        <source>Nothing failed</source>
        <translation>Сбоев не было</translation>
    </message>
    <message>
        <source>No run of this time has faulted.</source>
        <translation>Ни один запуск за это время не дал сбоя.</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Запуски</translation>
    </message>
    <message>
        <source>%1 or more</source>
        <translation>%1 или больше</translation>
    </message>
    <message>
        <source>%1 not ended</source>
        <translation>%1 не завершено</translation>
    </message>
    <message>
        <source>Success</source>
        <translation>Успешность</translation>
    </message>
    <message>
        <source>%1 faulted, %2 cancelled</source>
        <translation>%1 со сбоем, %2 отменено</translation>
    </message>
    <message>
        <source>%1 faulted</source>
        <translation>со сбоем: %1</translation>
    </message>
    <message>
        <source>of %1 completed</source>
        <translation>из %1 завершено успешно</translation>
    </message>
    <message>
        <source>Duration p50</source>
        <translation>Длительность p50</translation>
    </message>
    <message>
        <source>Duration p95</source>
        <translation>Длительность p95</translation>
    </message>
    <message>
        <source>of the newest runs</source>
        <translation>последних запусков</translation>
    </message>
    <message>
        <source>Loading inputs…</source>
        <translation>Загрузка входных данных…</translation>
    </message>
    <message>
        <source>No runs yet</source>
        <translation>Запусков пока нет</translation>
    </message>
    <message>
        <source>The inputs of its last runs are listed here, to start another run with.</source>
        <translation>Здесь перечислены входные данные последних запусков, чтобы запустить с ними ещё один.</translation>
    </message>
    <message>
        <source>No input</source>
        <translation>Нет входных данных</translation>
    </message>
    <message>
        <source>Select an input first.</source>
        <translation>Сначала выберите входные данные.</translation>
    </message>
    <message>
        <source>Opens the start dialog filled in; nothing starts yet</source>
        <translation>Открывает заполненный диалог запуска; пока ничего не запускается</translation>
    </message>
    <message>
        <source>Shows the newest run that had this input</source>
        <translation>Показывает последний запуск с этими данными</translation>
    </message>
</context>
<context>
    <name>beamline::ui::WorkflowTemplates</name>
    <message>
        <source>Empty workflow</source>
        <translation>Пустой рабочий процесс</translation>
    </message>
    <message>
        <source>One task that gives a value.</source>
        <translation>Одна задача, дающая значение.</translation>
    </message>
    <message>
        <source>Ask a person</source>
        <translation>Спросить человека</translation>
    </message>
    <message>
        <source>A request for approval, and a branch on its outcome.</source>
        <translation>Запрос на согласование и ветвление по его итогу.</translation>
    </message>
    <message>
        <source>Call an HTTP service</source>
        <translation>Вызвать HTTP-сервис</translation>
    </message>
    <message>
        <source>A request that is tried again when the service cannot be reached.</source>
        <translation>Запрос, который повторяется, если сервис недоступен.</translation>
    </message>
    <message>
        <source>Go through a list</source>
        <translation>Пройти по списку</translation>
    </message>
    <message>
        <source>A loop that runs tasks once for each item of the input.</source>
        <translation>Цикл, который выполняет задачи по одному разу для каждого элемента входных данных.</translation>
    </message>
    <message>
        <source>Branches side by side</source>
        <translation>Параллельные ветви</translation>
    </message>
    <message>
        <source>Two branches that run at the same time.</source>
        <translation>Две ветви, которые выполняются одновременно.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::WorkflowsPage</name>
    <message>
        <source>a folder</source>
        <translation>это папка</translation>
    </message>
    <message>
        <source>there is no such file</source>
        <translation>такого файла нет</translation>
    </message>
    <message>
        <source>not .yaml, .yml or .json</source>
        <translation>не .yaml, .yml или .json</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 и ещё %n</numerusform>
            <numerusform>%1 и ещё %n</numerusform>
            <numerusform>%1 и ещё %n</numerusform>
        </translation>
    </message>
    <message>
        <source>No workflow selected</source>
        <translation>Рабочий процесс не выбран</translation>
    </message>
    <message>
        <source>Select one to see its graph, source and versions, and to start it.</source>
        <translation>Выберите процесс, чтобы увидеть его граф, исходный текст и версии и чтобы запустить его.</translation>
    </message>
    <message>
        <source>Filter workflows</source>
        <translation>Фильтр рабочих процессов</translation>
    </message>
    <message>
        <source>New…</source>
        <translation>Создать…</translation>
    </message>
    <message>
        <source>Write a workflow, from a template or a file</source>
        <translation>Написать рабочий процесс — по шаблону или из файла</translation>
    </message>
    <message>
        <source>New workflow…</source>
        <translation>Новый рабочий процесс…</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Изменить</translation>
    </message>
    <message>
        <source>Deploy…</source>
        <translation>Развернуть…</translation>
    </message>
    <message>
        <source>Start…</source>
        <translation>Запустить…</translation>
    </message>
    <message>
        <source>Workflows</source>
        <translation>Рабочие процессы</translation>
    </message>
    <message>
        <source>deployed</source>
        <translation>развёрнуто</translation>
    </message>
    <message>
        <source>Loading workflows…</source>
        <translation>Загрузка рабочих процессов…</translation>
    </message>
    <message>
        <source>No workflow fits</source>
        <translation>Ни один рабочий процесс не подходит</translation>
    </message>
    <message>
        <source>Nothing here matches the text.</source>
        <translation>Ничто здесь не соответствует тексту.</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>Очистить фильтр</translation>
    </message>
    <message>
        <source>No workflows yet</source>
        <translation>Рабочих процессов пока нет</translation>
    </message>
    <message>
        <source>A workflow is a YAML or JSON document that says which tasks run in which order. Drop a file here, choose one, or write one here; six samples come with Beamline.</source>
        <translation>Рабочий процесс — это документ YAML или JSON, в котором указано, какие задачи и в каком порядке выполняются. Перетащите сюда файл, выберите его или напишите процесс здесь; в комплекте Beamline шесть примеров.</translation>
    </message>
    <message>
        <source>Deploy definitions from files. You can also drop them here.</source>
        <translation>Развернуть определения из файлов. Их можно также перетащить сюда.</translation>
    </message>
    <message>
        <source>Start %1…</source>
        <translation>Запустить %1…</translation>
    </message>
    <message>
        <source>Edit %1</source>
        <translation>Изменить %1</translation>
    </message>
    <message>
        <source>Write a new version of %1</source>
        <translation>Написать новую версию %1</translation>
    </message>
    <message>
        <source>Select a workflow first.</source>
        <translation>Сначала выберите рабочий процесс.</translation>
    </message>
    <message>
        <source>Start a run of %1</source>
        <translation>Начать запуск %1</translation>
    </message>
    <message>
        <source>Deploy workflows</source>
        <translation>Развернуть рабочие процессы</translation>
    </message>
    <message>
        <source>Definitions (*.yaml *.yml *.json)</source>
        <translation>Определения (*.yaml *.yml *.json)</translation>
    </message>
    <message>
        <source>Drop to deploy.</source>
        <translation>Отпустите, чтобы развернуть.</translation>
    </message>
    <message>
        <source>only %1 files are deployed at once</source>
        <translation>за один раз развёртывается не более %1 файлов</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>larger than %1 MB</source>
        <translation>больше %1 МБ</translation>
    </message>
    <message numerus="yes">
        <source>%n workflow(s) deployed, last %1.</source>
        <translation>
            <numerusform>Развёрнут %n рабочий процесс, последний — %1.</numerusform>
            <numerusform>Развёрнуто %n рабочих процесса, последний — %1.</numerusform>
            <numerusform>Развёрнуто %n рабочих процессов, последний — %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>Left out: %1.</source>
        <translation>Пропущено: %1.</translation>
    </message>
    <message>
        <source>%1 was deployed before, with exactly this text.</source>
        <translation>%1 уже развёрнут раньше с точно таким же текстом.</translation>
    </message>
    <message>
        <source>%1 is deployed.</source>
        <translation>%1 развёрнут.</translation>
    </message>
    <message>
        <source>%1 is deployed, with a warning: %2</source>
        <translation>%1 развёрнут с предупреждением: %2</translation>
    </message>
    <message>
        <source>Drafts</source>
        <translation>Черновики</translation>
    </message>
    <message>
        <source>Discard…</source>
        <translation>Удалить…</translation>
    </message>
    <message>
        <source>Discard the selected draft</source>
        <translation>Удалить выбранный черновик</translation>
    </message>
    <message>
        <source>Select the draft to discard first.</source>
        <translation>Сначала выберите черновик для удаления.</translation>
    </message>
    <message>
        <source>Discard the draft of %1?</source>
        <translation>Удалить черновик %1?</translation>
    </message>
    <message>
        <source>Its text is deleted. What is deployed stays as it is.</source>
        <translation>Его текст удаляется. Развёрнутое остаётся без изменений.</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Удалить</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Оставить</translation>
    </message>
    <message>
        <source>Deployed workflows or schedules</source>
        <translation>Развёрнутые рабочие процессы или расписания</translation>
    </message>
    <message>
        <source>Deployed</source>
        <translation>Развёрнуто</translation>
    </message>
    <message>
        <source>Schedules</source>
        <translation>Расписания</translation>
    </message>
    <message>
        <source>Drafts (%1)</source>
        <translation>Черновики (%1)</translation>
    </message>
    <message numerus="yes">
        <source>%n draft(s) in %1 cannot be read. Their files were left as they are.</source>
        <translation>
            <numerusform>%n черновик в %1 невозможно прочитать. Его файл оставлен без изменений.</numerusform>
            <numerusform>%n черновика в %1 невозможно прочитать. Их файлы оставлены без изменений.</numerusform>
            <numerusform>%n черновиков в %1 невозможно прочитать. Их файлы оставлены без изменений.</numerusform>
        </translation>
    </message>
    <message>
        <source>Open a workflow</source>
        <translation>Открыть рабочий процесс</translation>
    </message>
    <message>
        <source>it is larger than %1 MB</source>
        <translation>он больше %1 МБ</translation>
    </message>
    <message>
        <source>%1 was not opened: %2.</source>
        <translation>%1 не открыт: %2.</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>Черновик</translation>
    </message>
    <message>
        <source>Read and deploy again</source>
        <translation>Прочитать и развернуть снова</translation>
    </message>
    <message>
        <source>File with mistakes</source>
        <translation>Файл с ошибками</translation>
    </message>
    <message>
        <source>Mend here</source>
        <translation>Исправить здесь</translation>
    </message>
    <message>
        <source>Open the text in the editor. The file stays as it is.</source>
        <translation>Открыть текст в редакторе. Файл остаётся без изменений.</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>Проблемы</translation>
    </message>
    <message numerus="yes">
        <source>%1 (%n problem(s))</source>
        <translation>
            <numerusform>%1 (%n проблема)</numerusform>
            <numerusform>%1 (%n проблемы)</numerusform>
            <numerusform>%1 (%n проблем)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nothing was deployed: the file has %n problem(s).</source>
        <translation>
            <numerusform>Ничего не развёрнуто: в файле %n проблема.</numerusform>
            <numerusform>Ничего не развёрнуто: в файле %n проблемы.</numerusform>
            <numerusform>Ничего не развёрнуто: в файле %n проблем.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was deployed. %1</source>
        <translation>Ничего не развёрнуто. %1</translation>
    </message>
    <message>
        <source>%1 Also with mistakes: %2.</source>
        <translation>%1 Также с ошибками: %2.</translation>
    </message>
</context>
</TS>
