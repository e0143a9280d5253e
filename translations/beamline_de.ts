<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>BatchText</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Suspend</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Re-run</source>
        <translation>Neu ausführen</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Unbekannt</translation>
    </message>
    <message numerus="yes">
        <source>Cancel %n run(s)</source>
        <translation>
            <numerusform>%n Lauf abbrechen</numerusform>
            <numerusform>%n Läufe abbrechen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Suspend %n run(s)</source>
        <translation>
            <numerusform>%n Lauf anhalten</numerusform>
            <numerusform>%n Läufe anhalten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Resume %n run(s)</source>
        <translation>
            <numerusform>%n Lauf fortsetzen</numerusform>
            <numerusform>%n Läufe fortsetzen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Retry %n run(s)</source>
        <translation>
            <numerusform>%n Lauf wiederholen</numerusform>
            <numerusform>%n Läufe wiederholen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Discard %n run(s)</source>
        <translation>
            <numerusform>%n Lauf verwerfen</numerusform>
            <numerusform>%n Läufe verwerfen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Re-run %n run(s)</source>
        <translation>
            <numerusform>%n Lauf neu ausführen</numerusform>
            <numerusform>%n Läufe neu ausführen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n run(s)</source>
        <translation>
            <numerusform>%n Lauf</numerusform>
            <numerusform>%n Läufe</numerusform>
        </translation>
    </message>
    <message>
        <source>Each ends for good. Work in flight is told to stop and open approvals are withdrawn.</source>
        <translation>Jeder endet endgültig. Laufende Arbeit wird zum Beenden aufgefordert, offene Freigaben werden zurückgezogen.</translation>
    </message>
    <message>
        <source>Each stops before its next task. What is in flight ends and is kept. This can be undone.</source>
        <translation>Jeder hält vor seiner nächsten Aufgabe an. Was gerade läuft, wird beendet und bleibt erhalten. Dies lässt sich rückgängig machen.</translation>
    </message>
    <message>
        <source>Each goes on where it was suspended. This can be undone.</source>
        <translation>Jeder läuft dort weiter, wo er angehalten wurde. Dies lässt sich rückgängig machen.</translation>
    </message>
    <message>
        <source>Each goes on at the task that faulted, with the input it had. Completed tasks stand.</source>
        <translation>Jeder läuft bei der fehlgeschlagenen Aufgabe mit deren bisheriger Eingabe weiter. Abgeschlossene Aufgaben bleiben gültig.</translation>
    </message>
    <message>
        <source>Each ends for good as cancelled. Its error and history stay readable; it cannot be retried any more.</source>
        <translation>Jeder endet endgültig als abgebrochen. Fehler und Verlauf bleiben lesbar; wiederholen lässt er sich nicht mehr.</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Pausiert</translation>
    </message>
    <message>
        <source>Completed</source>
        <translation>Abgeschlossen</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Gestoppt</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1 done</source>
        <translation>%1 erledigt</translation>
    </message>
    <message>
        <source>%1 refused</source>
        <translation>%1 abgewiesen</translation>
    </message>
    <message>
        <source>%1 failed</source>
        <translation>%1 fehlgeschlagen</translation>
    </message>
    <message>
        <source>%1 not begun</source>
        <translation>%1 nicht begonnen</translation>
    </message>
    <message>
        <source>Undo: %1</source>
        <translation>Rückgängig: %1</translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation>Noch nicht</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Erledigt</translation>
    </message>
    <message>
        <source>Done: new run %1</source>
        <translation>Erledigt: neuer Lauf %1</translation>
    </message>
    <message>
        <source>Refused: %1</source>
        <translation>Abgewiesen: %1</translation>
    </message>
    <message>
        <source>Failed: %1</source>
        <translation>Fehlgeschlagen: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n of %1 faulted again</source>
        <translation>
            <numerusform>%n von %1 wieder fehlgeschlagen</numerusform>
            <numerusform>%n von %1 wieder fehlgeschlagen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of %1 faulted</source>
        <translation>
            <numerusform>%n von %1 fehlgeschlagen</numerusform>
            <numerusform>%n von %1 fehlgeschlagen</numerusform>
        </translation>
    </message>
    <message>
        <source>Faulted again</source>
        <translation>Wieder fehlgeschlagen</translation>
    </message>
    <message>
        <source>Some faulted again</source>
        <translation>Einige wieder fehlgeschlagen</translation>
    </message>
    <message>
        <source>Faulted</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>Some faulted</source>
        <translation>Einige fehlgeschlagen</translation>
    </message>
    <message>
        <source>For each a new run of the same workflow begins, with the input that it had and, when it begins at a task, with the results of the tasks before.</source>
        <translation>Für jeden beginnt ein neuer Lauf desselben Workflows, mit dessen Eingabe und, wenn er bei einer Aufgabe beginnt, mit den Ergebnissen der Aufgaben davor.</translation>
    </message>
    <message numerus="yes">
        <source>%n of %1 cancelled since</source>
        <translation>
            <numerusform>%n von %1 seither abgebrochen</numerusform>
            <numerusform>%n von %1 seither abgebrochen</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancelled since</source>
        <translation>Seither abgebrochen</translation>
    </message>
    <message>
        <source>Some cancelled</source>
        <translation>Einige abgebrochen</translation>
    </message>
    <message>
        <source>%1, but: %2</source>
        <translation>%1, aber: %2</translation>
    </message>
    <message>
        <source>on the version that each ran</source>
        <translation>auf der Version, die jeder hatte</translation>
    </message>
    <message>
        <source>on the latest version</source>
        <translation>auf der neuesten Version</translation>
    </message>
    <message>
        <source>on version %1</source>
        <translation>auf Version %1</translation>
    </message>
    <message>
        <source>from the start</source>
        <translation>vom Anfang an</translation>
    </message>
    <message>
        <source>from the task that faulted</source>
        <translation>ab der fehlgeschlagenen Aufgabe</translation>
    </message>
    <message>
        <source>from %1</source>
        <translation>ab %1</translation>
    </message>
    <message>
        <source>the faulted ones discarded</source>
        <translation>die fehlgeschlagenen verworfen</translation>
    </message>
</context>
<context>
    <name>ConsoleOptions</name>
    <message>
        <source>%1 cannot be read: %2.</source>
        <translation>%1 ist nicht lesbar: %2.</translation>
    </message>
    <message>
        <source>%1 is larger than 4 MiB. Deploy a smaller workflow, or pass data by file name.</source>
        <translation>%1 ist größer als 4 MiB. Einen kleineren Workflow bereitstellen oder Daten über einen Dateinamen übergeben.</translation>
    </message>
    <message>
        <source>--input needs --start.</source>
        <translation>--input erfordert --start.</translation>
    </message>
    <message>
        <source>Only one workflow can be started from the command line.</source>
        <translation>Über die Befehlszeile kann nur ein Workflow gestartet werden.</translation>
    </message>
    <message>
        <source>--theme takes light, dark, contrast or system, not “%1”.</source>
        <translation>--theme nimmt light, dark, contrast oder system, nicht „%1“.</translation>
    </message>
    <message>
        <source>A workflow: the same as --start. A place such as settings, or a link such as beamline://run/ID: goes there in the console that is running, or in a new one. An archive of a run: opens it.</source>
        <translation>Ein Workflow: dasselbe wie --start. Ein Ort wie settings oder ein Link wie beamline://run/ID: geht dorthin, in der laufenden Konsole oder in einer neuen. Ein Archiv eines Laufs: öffnet es.</translation>
    </message>
    <message>
        <source>The console of Beamline: runs, approvals and workflows in one window.</source>
        <translation>Die Konsole von Beamline: Läufe, Freigaben und Workflows in einem Fenster.</translation>
    </message>
    <message>
        <source>Use the engine of this profile.</source>
        <translation>Die Engine dieses Profils verwenden.</translation>
    </message>
    <message>
        <source>name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Use the engine of this data directory.</source>
        <translation>Die Engine dieses Datenverzeichnisses verwenden.</translation>
    </message>
    <message>
        <source>directory</source>
        <translation>Verzeichnis</translation>
    </message>
    <message>
        <source>light, dark, contrast or system.</source>
        <translation>light, dark, contrast oder system.</translation>
    </message>
    <message>
        <source>theme</source>
        <translation>Farbschema</translation>
    </message>
    <message>
        <source>Open this place: runs, run/ID, approvals, workflows/NAMESPACE/NAME.</source>
        <translation>Diesen Ort öffnen: runs, run/ID, approvals, workflows/NAMESPACE/NAME.</translation>
    </message>
    <message>
        <source>place</source>
        <translation>Ort</translation>
    </message>
    <message>
        <source>Deploy this workflow and start a run of it.</source>
        <translation>Diesen Workflow bereitstellen und einen Lauf davon starten.</translation>
    </message>
    <message>
        <source>file</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>With --start: the run&apos;s input, as JSON.</source>
        <translation>Mit --start: die Eingabe des Laufs, als JSON.</translation>
    </message>
    <message>
        <source>Use this connection: the name of one of the page Connections, or of a NATS context.</source>
        <translation>Diese Verbindung verwenden: der Name einer Verbindung der Seite „Verbindungen“ oder eines NATS-Kontexts.</translation>
    </message>
    <message>
        <source>Open a further window of the console that is running.</source>
        <translation>Ein weiteres Fenster der laufenden Konsole öffnen.</translation>
    </message>
    <message>
        <source>Start a program of its own although one is running.</source>
        <translation>Ein eigenes Programm starten, obwohl bereits eines läuft.</translation>
    </message>
    <message>
        <source>A profile is named by letters, digits, &apos;.&apos;, &apos;_&apos; and &apos;-&apos;; “%1” is not.</source>
        <translation>Der Name eines Profils besteht aus Buchstaben, Ziffern, &apos;.&apos;, &apos;_&apos; und &apos;-&apos;; „%1“ nicht.</translation>
    </message>
    <message>
        <source>--connect names an engine of its own; --profile and --data-dir are for the embedded one.</source>
        <translation>--connect nennt eine andere Engine; --profile und --data-dir gelten für die eingebettete.</translation>
    </message>
    <message>
        <source>--tenant takes one name of at most 64 letters, without blanks; “%1” is not.</source>
        <translation>--tenant erwartet einen Namen von höchstens 64 Zeichen, ohne Leerzeichen; „%1“ ist keiner.</translation>
    </message>
    <message>
        <source>Ask as a member of this tenant, in place of the connection&apos;s.</source>
        <translation>Als Mitglied dieses Mandanten fragen, anstelle des Mandanten der Verbindung.</translation>
    </message>
</context>
<context>
    <name>DecisionText</name>
    <message>
        <source>chosen</source>
        <translation>gewählt</translation>
    </message>
    <message>
        <source>not drawn</source>
        <translation>nicht gezogen</translation>
    </message>
    <message>
        <source>No provider</source>
        <translation>Kein Anbieter</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Anfrage</translation>
    </message>
    <message>
        <source>It was chosen.</source>
        <translation>Er wurde gewählt.</translation>
    </message>
    <message>
        <source>It could have been chosen.</source>
        <translation>Er hätte gewählt werden können.</translation>
    </message>
    <message>
        <source>Chance</source>
        <translation>Chance</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Gewicht</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>Priorität</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>Erwartet</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Kosten</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Attempts</source>
        <translation>Versuche</translation>
    </message>
    <message>
        <source>Policy version</source>
        <translation>Regelwerksversion</translation>
    </message>
    <message>
        <source>Hedge</source>
        <translation>Zweitanfrage</translation>
    </message>
    <message>
        <source>Shadows</source>
        <translation>Schatten</translation>
    </message>
</context>
<context>
    <name>DecisionWords</name>
    <message>
        <source>Same session</source>
        <translation>Gleiche Sitzung</translation>
    </message>
    <message>
        <source>By weight</source>
        <translation>Nach Gewicht</translation>
    </message>
    <message>
        <source>Lowest latency</source>
        <translation>Geringste Latenz</translation>
    </message>
    <message>
        <source>Lowest cost</source>
        <translation>Geringste Kosten</translation>
    </message>
    <message>
        <source>Canary</source>
        <translation>Canary</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Wiederholung</translation>
    </message>
    <message>
        <source>Fallback</source>
        <translation>Ausweichanbieter</translation>
    </message>
    <message>
        <source>Fallback: circuit open</source>
        <translation>Ausweichanbieter: Sicherung offen</translation>
    </message>
    <message>
        <source>Seen before?</source>
        <translation>Schon gesehen?</translation>
    </message>
    <message>
        <source>Rate limit</source>
        <translation>Ratenbegrenzung</translation>
    </message>
    <message>
        <source>Pre-processors</source>
        <translation>Vorverarbeiter</translation>
    </message>
    <message>
        <source>Validators</source>
        <translation>Validatoren</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>Zeitplan</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>Sitzung</translation>
    </message>
    <message>
        <source>Choice</source>
        <translation>Auswahl</translation>
    </message>
    <message>
        <source>Hedge</source>
        <translation>Zweitanfrage</translation>
    </message>
    <message>
        <source>Shadow</source>
        <translation>Schatten</translation>
    </message>
    <message>
        <source>Post-processors</source>
        <translation>Nachverarbeiter</translation>
    </message>
    <message>
        <source>passed</source>
        <translation>bestanden</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>übersprungen</translation>
    </message>
    <message>
        <source>taken</source>
        <translation>genommen</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>verweigert</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>done</source>
        <translation>erledigt</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>abgelehnt</translation>
    </message>
    <message>
        <source>error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>timed out</source>
        <translation>Zeit überschritten</translation>
    </message>
    <message>
        <source>circuit open</source>
        <translation>Sicherung offen</translation>
    </message>
    <message>
        <source>not run</source>
        <translation>nicht ausgeführt</translation>
    </message>
    <message>
        <source>condition not met</source>
        <translation>Bedingung nicht erfüllt</translation>
    </message>
    <message>
        <source>not at this time</source>
        <translation>nicht zu dieser Zeit</translation>
    </message>
    <message>
        <source>in quarantine</source>
        <translation>in Quarantäne</translation>
    </message>
    <message>
        <source>disabled</source>
        <translation>deaktiviert</translation>
    </message>
    <message>
        <source>rate limited</source>
        <translation>Rate begrenzt</translation>
    </message>
    <message>
        <source>lower priority</source>
        <translation>geringere Priorität</translation>
    </message>
    <message>
        <source>too slow</source>
        <translation>zu langsam</translation>
    </message>
    <message>
        <source>too expensive</source>
        <translation>zu teuer</translation>
    </message>
    <message>
        <source>failed before</source>
        <translation>zuvor fehlgeschlagen</translation>
    </message>
    <message>
        <source>weight 0</source>
        <translation>Gewicht 0</translation>
    </message>
    <message>
        <source>chosen</source>
        <translation>gewählt</translation>
    </message>
</context>
<context>
    <name>DeepLink</name>
    <message>
        <source>A link begins with beamline://, such as beamline://approvals.</source>
        <translation>Ein Link beginnt mit beamline://, zum Beispiel beamline://approvals.</translation>
    </message>
    <message>
        <source>A link has at most %1 characters; this one has %2.</source>
        <translation>Ein Link hat höchstens %1 Zeichen; dieser hat %2.</translation>
    </message>
    <message>
        <source>“%1” holds characters that no link has. Copy it again where it comes from.</source>
        <translation>„%1“ enthält Zeichen, die in keinem Link vorkommen. Den Link an der Quelle erneut kopieren.</translation>
    </message>
    <message>
        <source>There is no place called “%1”. Places are runs, run/ID, approvals, approvals/ID, workflows and workflows/NAMESPACE/NAME.</source>
        <translation>Es gibt keinen Ort namens „%1“. Orte sind runs, run/ID, approvals, approvals/ID, workflows und workflows/NAMESPACE/NAME.</translation>
    </message>
    <message>
        <source>A link can only show something, and “%1” begins something.</source>
        <translation>Ein Link kann nur etwas anzeigen, „%1“ löst jedoch etwas aus.</translation>
    </message>
</context>
<context>
    <name>ExtensionText</name>
    <message>
        <source>Pre-processor</source>
        <translation>Vorverarbeiter</translation>
    </message>
    <message>
        <source>Validator</source>
        <translation>Validator</translation>
    </message>
    <message>
        <source>Post-processor</source>
        <translation>Nachverarbeiter</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>Anbieter</translation>
    </message>
    <message>
        <source>Over NATS</source>
        <translation>Über NATS</translation>
    </message>
    <message>
        <source>A process of the engine</source>
        <translation>Prozess der Engine</translation>
    </message>
    <message>
        <source>Over HTTP</source>
        <translation>Über HTTP</translation>
    </message>
    <message>
        <source>Disabled</source>
        <translation>Deaktiviert</translation>
    </message>
    <message>
        <source>Quarantined</source>
        <translation>In Quarantäne</translation>
    </message>
    <message>
        <source>Healthy</source>
        <translation>In Ordnung</translation>
    </message>
    <message>
        <source>Degraded</source>
        <translation>Beeinträchtigt</translation>
    </message>
    <message>
        <source>Unhealthy</source>
        <translation>Gestört</translation>
    </message>
    <message>
        <source>No calls yet</source>
        <translation>Noch keine Aufrufe</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Unbekannt</translation>
    </message>
    <message>
        <source>It is disabled: policies that name it go on without it, or fail where they need it.</source>
        <translation>Sie ist deaktiviert: Regelwerke, die sie nennen, laufen ohne sie weiter oder schlagen fehl, wo sie erforderlich ist.</translation>
    </message>
    <message>
        <source>It is in quarantine, and nothing is sent to it. %1</source>
        <translation>Sie ist in Quarantäne und erhält nichts. %1</translation>
    </message>
    <message>
        <source>Its circuit is open: it has failed too often and is left alone for a while.</source>
        <translation>Ihre Sicherung ist offen: Sie ist zu oft fehlgeschlagen und wird eine Weile gemieden.</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Offen</translation>
    </message>
    <message>
        <source>Half open</source>
        <translation>Halb offen</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Geschlossen</translation>
    </message>
    <message>
        <source>Read files below %1</source>
        <translation>Dateien unter %1 lesen</translation>
    </message>
    <message>
        <source>Get the secret %1</source>
        <translation>Das Geheimnis %1 erhalten</translation>
    </message>
    <message>
        <source>Open network connections</source>
        <translation>Netzwerkverbindungen öffnen</translation>
    </message>
    <message>
        <source>See the payload of messages</source>
        <translation>Die Payload von Nachrichten sehen</translation>
    </message>
    <message>
        <source>See metadata and context of messages</source>
        <translation>Metadaten und Kontext von Nachrichten sehen</translation>
    </message>
    <message>
        <source>Passed</source>
        <translation>Bestanden</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>Too late</source>
        <translation>Zu spät</translation>
    </message>
    <message>
        <source>Left alone</source>
        <translation>Gemieden</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>Übersprungen</translation>
    </message>
    <message>
        <source>Not reached</source>
        <translation>Nicht erreicht</translation>
    </message>
    <message>
        <source>The request went on</source>
        <translation>Die Anfrage lief weiter</translation>
    </message>
    <message>
        <source>Warned, the request went on</source>
        <translation>Gewarnt, die Anfrage lief weiter</translation>
    </message>
    <message>
        <source>Ignored, the request went on</source>
        <translation>Ignoriert, die Anfrage lief weiter</translation>
    </message>
    <message>
        <source>The request was blocked</source>
        <translation>Die Anfrage wurde blockiert</translation>
    </message>
    <message>
        <source>The request failed</source>
        <translation>Die Anfrage schlug fehl</translation>
    </message>
    <message>
        <source>the session had it before</source>
        <translation>die Sitzung hatte ihn zuvor</translation>
    </message>
    <message>
        <source>by weight</source>
        <translation>nach Gewicht</translation>
    </message>
    <message>
        <source>it is expected to be the fastest</source>
        <translation>er ist voraussichtlich der schnellste</translation>
    </message>
    <message>
        <source>it is expected to be the cheapest</source>
        <translation>er ist voraussichtlich der günstigste</translation>
    </message>
    <message>
        <source>it is tried on a part of the requests</source>
        <translation>er wird an einem Teil der Anfragen erprobt</translation>
    </message>
    <message>
        <source>it is asked once more</source>
        <translation>er wird noch einmal gefragt</translation>
    </message>
    <message>
        <source>as a fallback</source>
        <translation>als Ausweichanbieter</translation>
    </message>
    <message>
        <source>as a fallback, others have open circuits</source>
        <translation>als Ausweichanbieter, bei anderen ist die Sicherung offen</translation>
    </message>
    <message>
        <source>Low complexity</source>
        <translation>Geringe Komplexität</translation>
    </message>
    <message>
        <source>Medium complexity</source>
        <translation>Mittlere Komplexität</translation>
    </message>
    <message>
        <source>High complexity</source>
        <translation>Hohe Komplexität</translation>
    </message>
    <message>
        <source>Very high complexity</source>
        <translation>Sehr hohe Komplexität</translation>
    </message>
</context>
<context>
    <name>Keychain</name>
    <message>
        <source>The keychain does not do it: %1.</source>
        <translation>Der Schlüsselbund führt es nicht aus: %1.</translation>
    </message>
    <message>
        <source>The program is ending.</source>
        <translation>Das Programm wird beendet.</translation>
    </message>
    <message>
        <source>The keychain is locked. Unlock it on the page Secrets, or in the desktop&apos;s program for passwords, and try again.</source>
        <translation>Der Schlüsselbund ist gesperrt. Auf der Seite „Geheimnisse“ oder im Passwortprogramm des Desktops entsperren und erneut versuchen.</translation>
    </message>
    <message>
        <source>No keychain answers here (%1). Start the desktop&apos;s keychain, such as gnome-keyring or KWallet, or keep secrets in files.</source>
        <translation>Hier antwortet kein Schlüsselbund (%1). Den Schlüsselbund des Desktops starten, zum Beispiel gnome-keyring oder KWallet, oder Geheimnisse in Dateien aufbewahren.</translation>
    </message>
    <message>
        <source>The keychain has not answered within %1 s. A dialog of it may be open: answer that, and try again.</source>
        <translation>Der Schlüsselbund hat innerhalb von %1 s nicht geantwortet. Möglicherweise ist ein Dialog des Schlüsselbunds offen: diesen beantworten und erneut versuchen.</translation>
    </message>
</context>
<context>
    <name>MomentText</name>
    <message>
        <source>Write 14:03, -5m (before the run&apos;s end, or before now), +5m (after its start), 2026-11-27 14:03, or a time that stands on this page.</source>
        <translation>14:03 schreiben, -5m (vor dem Ende des Laufs oder vor jetzt), +5m (nach seinem Start), 2026-11-27 14:03 oder eine Zeit, die auf dieser Seite steht.</translation>
    </message>
</context>
<context>
    <name>Notifications</name>
    <message>
        <source>Quiet hours are off.</source>
        <translation>Ruhezeiten sind aus.</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Quiet hours</source>
        <translation>Ruhezeiten</translation>
    </message>
    <message>
        <source>Quiet from</source>
        <translation>Ruhe ab</translation>
    </message>
    <message>
        <source>to</source>
        <translation>bis</translation>
    </message>
    <message>
        <source>Quiet to</source>
        <translation>Ruhe bis</translation>
    </message>
    <message>
        <source>Show an icon in the tray</source>
        <translation>Symbol im Infobereich zeigen</translation>
    </message>
    <message>
        <source>This desktop has no tray.</source>
        <translation>Dieser Desktop hat keinen Infobereich.</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>Benachrichtigungen</translation>
    </message>
    <message>
        <source>Approvals</source>
        <translation>Freigaben</translation>
    </message>
    <message>
        <source>Told while no window of the connection is in front, and taken back once it is decided.</source>
        <translation>Wird gemeldet, solange kein Fenster der Verbindung vorn ist, und zurückgenommen, sobald entschieden ist.</translation>
    </message>
    <message>
        <source>Requests that wait for me</source>
        <translation>Anfragen, die auf mich warten</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>Many at once are summed up.</source>
        <translation>Viele auf einmal werden zusammengefasst.</translation>
    </message>
    <message>
        <source>Runs that fault</source>
        <translation>Läufe, die fehlschlagen</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Engine</translation>
    </message>
    <message>
        <source>That it is degraded, has stopped or cannot be reached; taken back once it is well again.</source>
        <translation>Dass sie eingeschränkt ist, angehalten hat oder nicht erreichbar ist; wird zurückgenommen, sobald es ihr wieder gut geht.</translation>
    </message>
    <message>
        <source>An engine that is not well</source>
        <translation>Eine Engine, mit der etwas nicht stimmt</translation>
    </message>
    <message>
        <source>Workflows</source>
        <translation>Workflows</translation>
    </message>
    <message>
        <source>The messages of “call: notify”.</source>
        <translation>Die Meldungen von „call: notify“.</translation>
    </message>
    <message>
        <source>What workflows tell</source>
        <translation>Was Workflows melden</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>Otherwise only how many, for screens that others can see.</source>
        <translation>Sonst nur, wie viele, für Bildschirme, die andere sehen.</translation>
    </message>
    <message>
        <source>Name requests and workflows</source>
        <translation>Anfragen und Workflows nennen</translation>
    </message>
    <message>
        <source>Nothing is told then; what came is summed up afterwards.</source>
        <translation>Dann wird nichts gemeldet; was kam, wird danach zusammengefasst.</translation>
    </message>
    <message>
        <source>Tray</source>
        <translation>Infobereich</translation>
    </message>
    <message>
        <source>The worst state of all engines and the number of requests that wait, with a menu.</source>
        <translation>Der schlechteste Zustand aller Engines und die Zahl der wartenden Anfragen, mit einem Menü.</translation>
    </message>
</context>
<context>
    <name>Places</name>
    <message>
        <source>Overview</source>
        <translation>Übersicht</translation>
    </message>
    <message>
        <source>Go to overview</source>
        <translation>Zur Übersicht</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>Go to runs</source>
        <translation>Zu den Läufen</translation>
    </message>
    <message>
        <source>Go to batches</source>
        <translation>Zu den Sammelaktionen</translation>
    </message>
    <message>
        <source>Approvals</source>
        <translation>Freigaben</translation>
    </message>
    <message>
        <source>Go to approvals</source>
        <translation>Zu den Freigaben</translation>
    </message>
    <message>
        <source>Workflows</source>
        <translation>Workflows</translation>
    </message>
    <message>
        <source>Go to workflows</source>
        <translation>Zu den Workflows</translation>
    </message>
    <message>
        <source>Secrets</source>
        <translation>Geheimnisse</translation>
    </message>
    <message>
        <source>Go to secrets</source>
        <translation>Zu den Geheimnissen</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>Verbindungen</translation>
    </message>
    <message>
        <source>Go to connections</source>
        <translation>Zu den Verbindungen</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Go to settings</source>
        <translation>Zu den Einstellungen</translation>
    </message>
    <message>
        <source>Dead letters</source>
        <translation>Fehlläufe</translation>
    </message>
    <message>
        <source>Go to dead letters</source>
        <translation>Zu den Fehlläufen</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>Cluster</translation>
    </message>
    <message>
        <source>Go to cluster</source>
        <translation>Zum Cluster</translation>
    </message>
    <message>
        <source>Show problems</source>
        <translation>Probleme anzeigen</translation>
    </message>
    <message>
        <source>Policies</source>
        <translation>Regelwerke</translation>
    </message>
    <message>
        <source>Go to policies</source>
        <translation>Zu den Regelwerken</translation>
    </message>
    <message>
        <source>Extensions</source>
        <translation>Erweiterungen</translation>
    </message>
    <message>
        <source>Go to extensions</source>
        <translation>Zu den Erweiterungen</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>Go to messages</source>
        <translation>Zu den Nachrichten</translation>
    </message>
    <message>
        <source>Usage</source>
        <translation>Verbrauch</translation>
    </message>
    <message>
        <source>Go to usage</source>
        <translation>Zum Verbrauch</translation>
    </message>
    <message>
        <source>Tenants and roles</source>
        <translation>Mandanten und Rollen</translation>
    </message>
    <message>
        <source>Go to tenants and roles</source>
        <translation>Zu Mandanten und Rollen</translation>
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
            <numerusform>%n weitere</numerusform>
            <numerusform>%n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>No providers</source>
        <translation>Keine Anbieter</translation>
    </message>
    <message>
        <source>canary %1 %2</source>
        <translation>Canary %1 %2</translation>
    </message>
    <message numerus="yes">
        <source>%n shadow(s)</source>
        <translation>
            <numerusform>%n Schatten</numerusform>
            <numerusform>%n Schatten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n fallback(s)</source>
        <translation>
            <numerusform>%n Ausweichanbieter</numerusform>
            <numerusform>%n Ausweichanbieter</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n extension(s)</source>
        <translation>
            <numerusform>%n Erweiterung</numerusform>
            <numerusform>%n Erweiterungen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RunViews</name>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation>Handlungsbedarf</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Give the view a name.</source>
        <translation>Der Ansicht einen Namen geben.</translation>
    </message>
    <message numerus="yes">
        <source>A name has at most %n letter(s). Shorten it.</source>
        <translation>
            <numerusform>Ein Name hat höchstens %n Zeichen. Namen kürzen.</numerusform>
            <numerusform>Ein Name hat höchstens %n Zeichen. Namen kürzen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>There are %n view(s) already, more are not kept. Delete one first.</source>
        <translation>
            <numerusform>Es gibt bereits %n Ansicht, mehr werden nicht gespeichert. Zuerst eine löschen.</numerusform>
            <numerusform>Es gibt bereits %n Ansichten, mehr werden nicht gespeichert. Zuerst eine löschen.</numerusform>
        </translation>
    </message>
    <message>
        <source>There is a view %1 already. Choose another name.</source>
        <translation>Es gibt bereits eine Ansicht %1. Einen anderen Namen wählen.</translation>
    </message>
</context>
<context>
    <name>SchemaField</name>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Add to %1</source>
        <translation>Zu %1 hinzufügen</translation>
    </message>
    <message numerus="yes">
        <source>At least %n item(s) are needed.</source>
        <translation>
            <numerusform>Mindestens %n Eintrag ist erforderlich.</numerusform>
            <numerusform>Mindestens %n Einträge sind erforderlich.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>At most %n item(s) are allowed.</source>
        <translation>
            <numerusform>Höchstens %n Eintrag ist zulässig.</numerusform>
            <numerusform>Höchstens %n Einträge sind zulässig.</numerusform>
        </translation>
    </message>
    <message>
        <source>Remove this item</source>
        <translation>Diesen Eintrag entfernen</translation>
    </message>
    <message>
        <source>JSON, for example {&quot;name&quot;: &quot;value&quot;}</source>
        <translation>JSON, zum Beispiel {&quot;name&quot;: &quot;value&quot;}</translation>
    </message>
    <message>
        <source>This is required.</source>
        <translation>Dies ist erforderlich.</translation>
    </message>
    <message>
        <source>This must be an object: {…}.</source>
        <translation>Dies muss ein Objekt sein: {…}.</translation>
    </message>
    <message>
        <source>This must be a list: […].</source>
        <translation>Dies muss eine Liste sein: […].</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Required</source>
        <translation>Erforderlich</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Auswählen…</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>Choose one of these.</source>
        <translation>Eine dieser Möglichkeiten wählen.</translation>
    </message>
    <message>
        <source>YYYY-MM-DD</source>
        <translation>JJJJ-MM-TT</translation>
    </message>
    <message>
        <source>Choose a date for %1</source>
        <translation>Datum für %1 wählen</translation>
    </message>
    <message>
        <source>This must be a whole number.</source>
        <translation>Dies muss eine ganze Zahl sein.</translation>
    </message>
    <message>
        <source>This must be a number, like 12.5.</source>
        <translation>Dies muss eine Zahl sein, zum Beispiel 12.5.</translation>
    </message>
    <message>
        <source>This must be at least %1.</source>
        <translation>Dies muss mindestens %1 sein.</translation>
    </message>
    <message>
        <source>This must be at most %1.</source>
        <translation>Dies darf höchstens %1 sein.</translation>
    </message>
    <message>
        <source>This must be more than %1.</source>
        <translation>Dies muss größer als %1 sein.</translation>
    </message>
    <message>
        <source>This must be less than %1.</source>
        <translation>Dies muss kleiner als %1 sein.</translation>
    </message>
    <message>
        <source>This must be a multiple of %1.</source>
        <translation>Dies muss ein Vielfaches von %1 sein.</translation>
    </message>
    <message numerus="yes">
        <source>This must have at least %n character(s).</source>
        <translation>
            <numerusform>Dies muss mindestens %n Zeichen haben.</numerusform>
            <numerusform>Dies muss mindestens %n Zeichen haben.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This must have at most %n character(s).</source>
        <translation>
            <numerusform>Dies darf höchstens %n Zeichen haben.</numerusform>
            <numerusform>Dies darf höchstens %n Zeichen haben.</numerusform>
        </translation>
    </message>
    <message>
        <source>This does not have the expected form (%1).</source>
        <translation>Dies hat nicht die erwartete Form (%1).</translation>
    </message>
    <message>
        <source>This must be a date, like 2026-01-31.</source>
        <translation>Dies muss ein Datum sein, zum Beispiel 2026-01-31.</translation>
    </message>
    <message>
        <source>This must be a date and time, like 2026-01-31T17:00:00Z.</source>
        <translation>Dies muss Datum und Uhrzeit sein, zum Beispiel 2026-01-31T17:00:00Z.</translation>
    </message>
    <message>
        <source>This must be an e-mail address.</source>
        <translation>Dies muss eine E-Mail-Adresse sein.</translation>
    </message>
    <message>
        <source>This must be an address, like https://example.com/.</source>
        <translation>Dies muss eine Adresse sein, zum Beispiel https://example.com/.</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Darstellung</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Farbschema</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Of texts, dates and numbers. It changes at once.</source>
        <translation>Von Texten, Daten und Zahlen. Sie ändert sich sofort.</translation>
    </message>
    <message>
        <source>Size of everything</source>
        <translation>Größe aller Elemente</translation>
    </message>
    <message>
        <source>Texts, rows and pictures. It is so from the next start of Beamline.</source>
        <translation>Texte, Zeilen und Bilder. Wirksam ab dem nächsten Start von Beamline.</translation>
    </message>
    <message>
        <source>Menu bar</source>
        <translation>Menüleiste</translation>
    </message>
    <message>
        <source>Otherwise it is shown while it is used: Alt opens it.</source>
        <translation>Andernfalls wird sie nur bei Gebrauch angezeigt: Alt öffnet sie.</translation>
    </message>
    <message>
        <source>Always show the menu bar</source>
        <translation>Menüleiste immer anzeigen</translation>
    </message>
    <message>
        <source>password, email, iban</source>
        <translation>password, email, iban</translation>
    </message>
    <message>
        <source>Not at all</source>
        <translation>Gar nicht</translation>
    </message>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n Sekunde</numerusform>
            <numerusform>%n Sekunden</numerusform>
        </translation>
    </message>
    <message>
        <source>Runs and approvals</source>
        <translation>Läufe und Freigaben</translation>
    </message>
    <message>
        <source>Time to take a decision back</source>
        <translation>Zeit zum Zurücknehmen einer Entscheidung</translation>
    </message>
    <message>
        <source>So long a decision waits here, with a button to undo it, before the engine is told.</source>
        <translation>So lange wartet eine Entscheidung hier, mit einer Schaltfläche zum Rückgängigmachen, bevor sie an die Engine geht.</translation>
    </message>
    <message>
        <source>Names taken out of exports</source>
        <translation>Aus Exporten entfernte Namen</translation>
    </message>
    <message>
        <source>Members of these names are proposed to be taken out when a run is exported.</source>
        <translation>Felder mit diesen Namen werden beim Export eines Laufs zum Entfernen vorgeschlagen.</translation>
    </message>
    <message>
        <source>Quitting</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Runs in flight stop at their last finished task and resume at the next start.</source>
        <translation>Laufende Läufe halten bei ihrer letzten beendeten Aufgabe an und werden beim nächsten Start fortgesetzt.</translation>
    </message>
    <message>
        <source>Ask before quitting while runs are in flight</source>
        <translation>Vor dem Beenden fragen, solange Läufe im Gange sind</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Info</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Of this console and of the Qt it runs on.</source>
        <translation>Dieser Konsole und des Qt, auf dem sie läuft.</translation>
    </message>
    <message>
        <source>Data directory</source>
        <translation>Datenverzeichnis</translation>
    </message>
    <message>
        <source>Of the embedded engine: its journal, files and secrets.</source>
        <translation>Der eingebetteten Engine: ihr Journal, ihre Dateien und Geheimnisse.</translation>
    </message>
    <message>
        <source>Settings file</source>
        <translation>Einstellungsdatei</translation>
    </message>
    <message>
        <source>What is set on this page. Secrets are never in it.</source>
        <translation>Was auf dieser Seite eingestellt ist. Geheimnisse stehen nie darin.</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>Lizenzen</translation>
    </message>
    <message>
        <source>Beamline is free software under the Apache License 2.0. It is built with free software of others.</source>
        <translation>Beamline ist freie Software unter der Apache License 2.0. Es baut auf freier Software anderer auf.</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>All keys</source>
        <translation>Alle Tasten</translation>
    </message>
    <message>
        <source>Give every command the keys it came with.</source>
        <translation>Jedem Befehl seine ursprünglichen Tasten zuweisen.</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>Alle zurücksetzen</translation>
    </message>
    <message>
        <source>Layout</source>
        <translation>Layout</translation>
    </message>
    <message>
        <source>Window and panes</source>
        <translation>Fenster und Bereiche</translation>
    </message>
    <message>
        <source>Size of the window and how panes are drawn apart are remembered.</source>
        <translation>Die Größe des Fensters und die Aufteilung der Bereiche werden gespeichert.</translation>
    </message>
    <message>
        <source>Reset layout</source>
        <translation>Layout zurücksetzen</translation>
    </message>
    <message>
        <source>Light, dark, high contrast, or as the desktop is.</source>
        <translation>Hell, dunkel, hoher Kontrast oder wie der Desktop ist.</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Hoher Kontrast</translation>
    </message>
</context>
<context>
    <name>TextDiffText</name>
    <message numerus="yes">
        <source>%n line(s) came</source>
        <translation>
            <numerusform>%n Zeile hinzugekommen</numerusform>
            <numerusform>%n Zeilen hinzugekommen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) went</source>
        <translation>
            <numerusform>%n Zeile weggefallen</numerusform>
            <numerusform>%n Zeilen weggefallen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>beamline::app::ArchiveWindows</name>
    <message>
        <source>Open archive…</source>
        <translation>Archiv öffnen…</translation>
    </message>
    <message>
        <source>Open archive</source>
        <translation>Archiv öffnen</translation>
    </message>
    <message>
        <source>Archives of runs (*.beamline-run.json *.json)</source>
        <translation>Archive von Läufen (*.beamline-run.json *.json)</translation>
    </message>
    <message>
        <source>%1 archives are open. Close one first.</source>
        <translation>%1 Archive sind geöffnet. Zuerst eines schließen.</translation>
    </message>
    <message>
        <source>Archive of run %1, taken %2. It can be read; nothing in it can be changed.</source>
        <translation>Archiv des Laufs %1, erstellt %2. Es kann gelesen, aber nicht geändert werden.</translation>
    </message>
    <message>
        <source>It was made without data.</source>
        <translation>Es wurde ohne Daten erstellt.</translation>
    </message>
    <message>
        <source>Re-run with mocks</source>
        <translation>Mit Ersatzantworten neu ausführen</translation>
    </message>
    <message>
        <source>Running the archive again: %1</source>
        <translation>Archiv neu ausführen: %1</translation>
    </message>
    <message>
        <source>Dry run</source>
        <translation>Probelauf</translation>
    </message>
    <message>
        <source>Dry run of an archive, answered by what the archive holds. Nothing of it is kept: it is gone when this window is closed.</source>
        <translation>Probelauf eines Archivs, beantwortet mit dem Inhalt des Archivs. Nichts davon wird gespeichert: Mit dem Schließen dieses Fensters ist er verloren.</translation>
    </message>
</context>
<context>
    <name>beamline::app::ConsoleApp</name>
    <message>
        <source>There is no connection called “%1”: choose one below.</source>
        <translation>Es gibt keine Verbindung namens „%1“: unten eine auswählen.</translation>
    </message>
    <message numerus="yes">
        <source>%n window(s) are open already: close one first.</source>
        <translation>
            <numerusform>%n Fenster ist bereits geöffnet: zuerst eines schließen.</numerusform>
            <numerusform>%n Fenster sind bereits geöffnet: zuerst eines schließen.</numerusform>
        </translation>
    </message>
    <message>
        <source>The console is ending.</source>
        <translation>Die Konsole wird beendet.</translation>
    </message>
    <message>
        <source>Starting %1</source>
        <translation>%1 wird gestartet</translation>
    </message>
</context>
<context>
    <name>beamline::app::ConsoleInstance</name>
    <message>
        <source>This is no message of a console.</source>
        <translation>Dies ist keine Nachricht einer Konsole.</translation>
    </message>
    <message>
        <source>A console for this data directory is running and does not answer.</source>
        <translation>Für dieses Datenverzeichnis läuft bereits eine Konsole, die nicht antwortet.</translation>
    </message>
</context>
<context>
    <name>beamline::app::ConsoleOpener</name>
    <message>
        <source>No password, token or key is kept for this connection. Edit it and enter one.</source>
        <translation>Für diese Verbindung ist kein Passwort, Token oder Schlüssel gespeichert. Verbindung bearbeiten und die Angabe eintragen.</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>TLS</source>
        <translation>TLS</translation>
    </message>
    <message>
        <source>Sign-in</source>
        <translation>Anmeldung</translation>
    </message>
    <message>
        <source>Permissions</source>
        <translation>Berechtigungen</translation>
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
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>The folder %1 cannot be written.</source>
        <translation>Der Ordner %1 ist nicht beschreibbar.</translation>
    </message>
    <message>
        <source>Runs and definitions are kept in %1.</source>
        <translation>Läufe und Definitionen werden in %1 gespeichert.</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Engine</translation>
    </message>
    <message>
        <source>It is open in this program.</source>
        <translation>Sie ist in diesem Programm geöffnet.</translation>
    </message>
    <message>
        <source>It is opened when you connect.</source>
        <translation>Sie wird beim Verbinden geöffnet.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::ApprovalActions</name>
    <message>
        <source>Claim</source>
        <translation>Übernehmen</translation>
    </message>
    <message>
        <source>Delegate</source>
        <translation>Delegieren</translation>
    </message>
    <message>
        <source>Escalate</source>
        <translation>Eskalieren</translation>
    </message>
    <message>
        <source>Snooze</source>
        <translation>Zurückstellen</translation>
    </message>
    <message>
        <source>Open run</source>
        <translation>Lauf öffnen</translation>
    </message>
    <message>
        <source>It was not claimed</source>
        <translation>Die Freigabe wurde nicht übernommen</translation>
    </message>
    <message>
        <source>Look at the run that waits for it</source>
        <translation>Den Lauf ansehen, der darauf wartet</translation>
    </message>
    <message>
        <source>Select an approval first.</source>
        <translation>Zuerst eine Freigabe auswählen.</translation>
    </message>
    <message>
        <source>It is decided: %1.</source>
        <translation>Bereits entschieden: %1.</translation>
    </message>
    <message>
        <source>The engine is being asked…</source>
        <translation>Die Engine wird gefragt…</translation>
    </message>
    <message>
        <source>Release</source>
        <translation>Zurückgeben</translation>
    </message>
    <message>
        <source>Give it back to the others</source>
        <translation>Den anderen wieder überlassen</translation>
    </message>
    <message>
        <source>Tell the others that you are at it</source>
        <translation>Den anderen anzeigen, dass Sie daran arbeiten</translation>
    </message>
    <message>
        <source>Change or take back whom you let decide</source>
        <translation>Ändern oder zurücknehmen, wer an Ihrer Stelle entscheidet</translation>
    </message>
    <message>
        <source>Let somebody decide in your place for a while</source>
        <translation>Vorübergehend jemand anderen an Ihrer Stelle entscheiden lassen</translation>
    </message>
    <message>
        <source>It is escalated already.</source>
        <translation>Bereits eskaliert.</translation>
    </message>
    <message>
        <source>Its workflow names nobody to escalate it to.</source>
        <translation>Der Workflow nennt niemanden, an den eskaliert werden kann.</translation>
    </message>
    <message>
        <source>Turn to those who may decide in addition, with a reason</source>
        <translation>Mit Begründung an diejenigen wenden, die zusätzlich entscheiden dürfen</translation>
    </message>
    <message>
        <source>Put it off again, or bring it back now</source>
        <translation>Erneut zurückstellen oder jetzt zurückholen</translation>
    </message>
    <message>
        <source>Put it off for yourself; it comes back by itself</source>
        <translation>Für sich selbst zurückstellen; kommt von selbst wieder</translation>
    </message>
    <message>
        <source>Delegate “%1”</source>
        <translation>„%1“ delegieren</translation>
    </message>
    <message>
        <source>Somebody decides in your place until then. The record keeps both names. You can still decide yourself, and take it back at any time.</source>
        <translation>Bis dahin entscheidet jemand anderes an Ihrer Stelle. Beide Namen werden festgehalten. Sie können weiterhin selbst entscheiden und die Delegation jederzeit zurücknehmen.</translation>
    </message>
    <message>
        <source>To</source>
        <translation>An</translation>
    </message>
    <message>
        <source>name of a user</source>
        <translation>Name eines Benutzers</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Bis</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Kommentar</translation>
    </message>
    <message>
        <source>why, kept in the record</source>
        <translation>Begründung, wird festgehalten</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>Zurücknehmen</translation>
    </message>
    <message>
        <source>Write whom you let decide.</source>
        <translation>Angeben, wer entscheiden soll.</translation>
    </message>
    <message>
        <source>That is you already. Write somebody else&apos;s name.</source>
        <translation>Das sind Sie bereits selbst. Einen anderen Namen angeben.</translation>
    </message>
    <message>
        <source>Choose a time that is still to come.</source>
        <translation>Einen Zeitpunkt in der Zukunft wählen.</translation>
    </message>
    <message>
        <source>%1 may decide in your place until %2.</source>
        <translation>%1 darf bis %2 an Ihrer Stelle entscheiden.</translation>
    </message>
    <message>
        <source>It was not delegated</source>
        <translation>Die Freigabe wurde nicht delegiert</translation>
    </message>
    <message>
        <source>It was not taken back</source>
        <translation>Die Delegation wurde nicht zurückgenommen</translation>
    </message>
    <message>
        <source>You have taken back whom you let decide.</source>
        <translation>Die Delegation ist zurückgenommen.</translation>
    </message>
    <message>
        <source>Escalate “%1”?</source>
        <translation>„%1“ eskalieren?</translation>
    </message>
    <message>
        <source>From now on %1 may decide as well. This cannot be taken back.</source>
        <translation>Ab jetzt darf auch %1 entscheiden. Dies lässt sich nicht zurücknehmen.</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Begründung</translation>
    </message>
    <message>
        <source>what they should know, kept in the record</source>
        <translation>was sie wissen sollten, wird festgehalten</translation>
    </message>
    <message>
        <source>Write a reason: those it goes to will ask.</source>
        <translation>Eine Begründung angeben: Die Empfänger werden danach fragen.</translation>
    </message>
    <message>
        <source>It was not escalated</source>
        <translation>Die Freigabe wurde nicht eskaliert</translation>
    </message>
    <message>
        <source>Escalated.</source>
        <translation>Eskaliert.</translation>
    </message>
    <message>
        <source>Bring it back now</source>
        <translation>Jetzt zurückholen</translation>
    </message>
    <message>
        <source>Another time…</source>
        <translation>Anderer Zeitpunkt…</translation>
    </message>
    <message>
        <source>Snooze “%1”</source>
        <translation>„%1“ zurückstellen</translation>
    </message>
    <message>
        <source>It is put off for you alone, and comes back by itself, at the latest when it is due.</source>
        <translation>Die Freigabe wird nur für Sie zurückgestellt und kommt von selbst wieder, spätestens bei Fälligkeit.</translation>
    </message>
    <message>
        <source>It was not put off</source>
        <translation>Die Freigabe wurde nicht zurückgestellt</translation>
    </message>
    <message>
        <source>Back among what waits: %1.</source>
        <translation>Wieder unter den wartenden: %1.</translation>
    </message>
    <message>
        <source>Put off until %1: %2.</source>
        <translation>Zurückgestellt bis %1: %2.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::ApprovalBatchDialog</name>
    <message numerus="yes">
        <source>Decide %n approval(s) together</source>
        <translation>
            <numerusform>%n Freigabe entscheiden</numerusform>
            <numerusform>%n Freigaben gemeinsam entscheiden</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Approve</source>
        <translation>&amp;Freigeben</translation>
    </message>
    <message>
        <source>&amp;Reject</source>
        <translation>&amp;Ablehnen</translation>
    </message>
    <message>
        <source>Risk class that is decided</source>
        <translation>Zu entscheidende Risikoklasse</translation>
    </message>
    <message>
        <source>Choose a risk class…</source>
        <translation>Risikoklasse wählen…</translation>
    </message>
    <message>
        <source>Only %1</source>
        <translation>Nur %1</translation>
    </message>
    <message>
        <source>They differ in risk. Only one class is decided at a time.</source>
        <translation>Die Risiken sind unterschiedlich. Es wird jeweils nur eine Klasse entschieden.</translation>
    </message>
    <message numerus="yes">
        <source>and %n more kind(s)</source>
        <translation>
            <numerusform>und %n weitere Art</numerusform>
            <numerusform>und %n weitere Arten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n request(s)</source>
        <translation>
            <numerusform>%n Anfrage</numerusform>
            <numerusform>%n Anfragen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n distinct payload(s)</source>
        <translation>
            <numerusform>%n Payload</numerusform>
            <numerusform>%n verschiedene Payloads</numerusform>
        </translation>
    </message>
    <message>
        <source>Type the subject to include it</source>
        <translation>Betreff eingeben, um die Freigabe einzubeziehen</translation>
    </message>
    <message>
        <source>What happens to each approval</source>
        <translation>Was mit jeder Freigabe geschieht</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Kommentar</translation>
    </message>
    <message>
        <source>Comment, kept with each decision</source>
        <translation>Kommentar, wird mit jeder Entscheidung gespeichert</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>Freigeben</translation>
    </message>
    <message>
        <source>Approve %1</source>
        <translation>%1 freigeben</translation>
    </message>
    <message>
        <source>Reject %1</source>
        <translation>%1 ablehnen</translation>
    </message>
    <message>
        <source>Choose the risk class to decide first.</source>
        <translation>Zuerst die zu entscheidende Risikoklasse wählen.</translation>
    </message>
    <message>
        <source>None of them can be decided so; the list says why.</source>
        <translation>Keine davon lässt sich so entscheiden; die Liste nennt die Gründe.</translation>
    </message>
    <message>
        <source>High risk, each is named: type &lt;b&gt;%1&lt;/b&gt; to include it. What is not named is left out.</source>
        <translation>Hohes Risiko, jede wird einzeln benannt: &lt;b&gt;%1&lt;/b&gt; eingeben, um sie einzubeziehen. Was nicht benannt ist, bleibt außen vor.</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stoppen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>%1 of %2 decided, %3 failed.</source>
        <translation>%1 von %2 entschieden, %3 fehlgeschlagen.</translation>
    </message>
    <message>
        <source>Stopped: %1 decided, %2 failed, %3 not begun.</source>
        <translation>Gestoppt: %1 entschieden, %2 fehlgeschlagen, %3 nicht begonnen.</translation>
    </message>
    <message>
        <source>Type the subjects first: the risk is high.</source>
        <translation>Geben Sie zuerst die Betreffe ein: Das Risiko ist hoch.</translation>
    </message>
    <message>
        <source>This decides one approval. It cannot be undone.</source>
        <translation>Dies entscheidet eine Freigabe. Es lässt sich nicht rückgängig machen.</translation>
    </message>
    <message numerus="yes">
        <source>This decides %n approval(s), each by itself; the record of each says that they were decided together. It cannot be undone.</source>
        <translation>
            <numerusform>Dies entscheidet %n Freigabe; ihr Protokoll sagt, dass sie gemeinsam entschieden wurde. Es lässt sich nicht rückgängig machen.</numerusform>
            <numerusform>Dies entscheidet %n Freigaben, jede für sich; das Protokoll jeder sagt, dass sie gemeinsam entschieden wurden. Es lässt sich nicht rückgängig machen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cannot be decided so: the list says why.</source>
        <translation>
            <numerusform>%n lässt sich so nicht entscheiden: Die Liste nennt den Grund.</numerusform>
            <numerusform>%n lassen sich so nicht entscheiden: Die Liste nennt die Gründe.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 decided, %2 failed, %3 left out.</source>
        <translation>%1 entschieden, %2 fehlgeschlagen, %3 ausgelassen.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::ApprovalBatchModel</name>
    <message>
        <source>Choose a risk class first.</source>
        <translation>Zuerst eine Risikoklasse wählen.</translation>
    </message>
    <message>
        <source>It is %1, another class.</source>
        <translation>Andere Klasse: %1.</translation>
    </message>
    <message>
        <source>A decision on it is on its way already.</source>
        <translation>Eine Entscheidung dazu ist bereits unterwegs.</translation>
    </message>
    <message>
        <source>Its form must be filled in: approve it by itself.</source>
        <translation>Das Formular muss ausgefüllt werden: einzeln freigeben.</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Betreff</translation>
    </message>
    <message>
        <source>Workflow · task</source>
        <translation>Workflow · Aufgabe</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>Was geschieht</translation>
    </message>
    <message>
        <source>Is approved</source>
        <translation>Wird freigegeben</translation>
    </message>
    <message>
        <source>Is rejected</source>
        <translation>Wird abgelehnt</translation>
    </message>
    <message>
        <source>Not decided: %1</source>
        <translation>Nicht entschieden: %1</translation>
    </message>
    <message>
        <source>Approving…</source>
        <translation>Wird freigegeben…</translation>
    </message>
    <message>
        <source>Rejecting…</source>
        <translation>Wird abgelehnt…</translation>
    </message>
    <message>
        <source>Done: %1</source>
        <translation>Erledigt: %1</translation>
    </message>
    <message>
        <source>Failed: %1</source>
        <translation>Fehlgeschlagen: %1</translation>
    </message>
    <message>
        <source>Hash</source>
        <translation>Hash</translation>
    </message>
    <message>
        <source>High risk: its subject has not been typed.</source>
        <translation>Hohes Risiko: Der Betreff ist nicht eingegeben.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::ApprovalChangeText</name>
    <message>
        <source>the last approved one was %1</source>
        <translation>bei der letzten Freigabe: %1</translation>
    </message>
    <message>
        <source>the same as the last approved one</source>
        <translation>wie bei der letzten Freigabe</translation>
    </message>
    <message>
        <source>the last approved one was 0</source>
        <translation>bei der letzten Freigabe: 0</translation>
    </message>
    <message>
        <source>less than 1 % from the last approved one (%1)</source>
        <translation>weniger als 1 % Abweichung von der letzten Freigabe (%1)</translation>
    </message>
    <message>
        <source>%1 %2 % on the last approved one (%3)</source>
        <translation>%1 %2 % gegenüber der letzten Freigabe (%3)</translation>
    </message>
</context>
<context>
    <name>beamline::ui::ApprovalListModel</name>
    <message>
        <source>raised %1</source>
        <translation>angefragt %1</translation>
    </message>
    <message>
        <source>not taken</source>
        <translation>nicht angenommen</translation>
    </message>
    <message>
        <source>approving…</source>
        <translation>wird freigegeben…</translation>
    </message>
    <message>
        <source>rejecting…</source>
        <translation>wird abgelehnt…</translation>
    </message>
    <message>
        <source>to be delivered</source>
        <translation>noch zu übermitteln</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Betreff</translation>
    </message>
    <message>
        <source>Workflow</source>
        <translation>Workflow</translation>
    </message>
    <message>
        <source>Risk</source>
        <translation>Risiko</translation>
    </message>
    <message>
        <source>Approvals</source>
        <translation>Freigaben</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>Fällig</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>you are at it</source>
        <translation>bei Ihnen in Bearbeitung</translation>
    </message>
    <message>
        <source>%1 is at it</source>
        <translation>bei %1 in Bearbeitung</translation>
    </message>
    <message>
        <source>being kept…</source>
        <translation>wird gespeichert…</translation>
    </message>
    <message>
        <source>Selected: %1</source>
        <translation>Ausgewählt: %1</translation>
    </message>
</context>
<context>
    <name>beamline::ui::ApprovalQueryText</name>
    <message>
        <source>A filter has at most %1 letters. Shorten it.</source>
        <translation>Ein Filter hat höchstens %1 Zeichen. Filter kürzen.</translation>
    </message>
    <message>
        <source>A quotation mark is not closed.</source>
        <translation>Ein Anführungszeichen ist nicht geschlossen.</translation>
    </message>
    <message>
        <source>A filter says what fits, never what does not. To look for this text, put it between quotation marks.</source>
        <translation>Ein Filter sagt, was passt, nie, was nicht passt. Um nach diesem Text zu suchen, ihn in Anführungszeichen setzen.</translation>
    </message>
    <message>
        <source>%1 takes one value.</source>
        <translation>%1 nimmt genau einen Wert.</translation>
    </message>
    <message>
        <source>%1 stands here twice. Keep one of them.</source>
        <translation>%1 steht hier zweimal. Nur eines davon behalten.</translation>
    </message>
    <message>
        <source>A risk is low, medium or high.</source>
        <translation>Ein Risiko ist low, medium oder high.</translation>
    </message>
    <message>
        <source>A value is missing behind %1.</source>
        <translation>Hinter %1 fehlt ein Wert.</translation>
    </message>
    <message>
        <source>A * stands at the end only, for all workflows that begin so: workflow:invoice*.</source>
        <translation>Ein * steht nur am Ende, für alle Workflows, die so beginnen: workflow:invoice*.</translation>
    </message>
    <message>
        <source>its name, or how it begins</source>
        <translation>der Name oder sein Anfang</translation>
    </message>
    <message>
        <source>low, medium or high</source>
        <translation>low, medium oder high</translation>
    </message>
    <message>
        <source>There is no condition %1. Conditions are workflow:, risk: and batch:. To look for this text, put it between quotation marks.</source>
        <translation>Es gibt keine Bedingung %1. Bedingungen sind workflow:, risk: und batch:. Um nach diesem Text zu suchen, ihn in Anführungszeichen setzen.</translation>
    </message>
    <message>
        <source>decided together</source>
        <translation>gemeinsam entschieden</translation>
    </message>
</context>
<context>
    <name>beamline::ui::ApprovalText</name>
    <message>
        <source>&lt;b&gt;%1&lt;/b&gt; approved %2</source>
        <translation>&lt;b&gt;%1&lt;/b&gt; hat freigegeben (%2)</translation>
    </message>
    <message>
        <source>&lt;b&gt;%1&lt;/b&gt; rejected %2</source>
        <translation>&lt;b&gt;%1&lt;/b&gt; hat abgelehnt (%2)</translation>
    </message>
    <message>
        <source>&lt;b&gt;%1&lt;/b&gt; on behalf of &lt;b&gt;%3&lt;/b&gt; approved %2</source>
        <translation>&lt;b&gt;%1&lt;/b&gt; hat im Namen von &lt;b&gt;%3&lt;/b&gt; freigegeben (%2)</translation>
    </message>
    <message>
        <source>&lt;b&gt;%1&lt;/b&gt; on behalf of &lt;b&gt;%3&lt;/b&gt; rejected %2</source>
        <translation>&lt;b&gt;%1&lt;/b&gt; hat im Namen von &lt;b&gt;%3&lt;/b&gt; abgelehnt (%2)</translation>
    </message>
    <message>
        <source>&lt;br/&gt;filled in: %1</source>
        <translation>&lt;br/&gt;ausgefüllt: %1</translation>
    </message>
    <message>
        <source>&lt;br/&gt;decided on another state of it: %1</source>
        <translation>&lt;br/&gt;in einem anderen Zustand entschieden: %1</translation>
    </message>
    <message>
        <source>&lt;b&gt;Nobody&lt;/b&gt; decided in time: approved by its due date %1</source>
        <translation>&lt;b&gt;Niemand&lt;/b&gt; hat rechtzeitig entschieden: durch Fristablauf freigegeben (%1)</translation>
    </message>
    <message>
        <source>&lt;b&gt;Nobody&lt;/b&gt; decided in time: rejected by its due date %1</source>
        <translation>&lt;b&gt;Niemand&lt;/b&gt; hat rechtzeitig entschieden: durch Fristablauf abgelehnt (%1)</translation>
    </message>
    <message>
        <source>&lt;b&gt;Nobody&lt;/b&gt; decided in time: the run failed %1</source>
        <translation>&lt;b&gt;Niemand&lt;/b&gt; hat rechtzeitig entschieden: Der Lauf ist fehlgeschlagen (%1)</translation>
    </message>
    <message>
        <source>Withdrawn with its run %1</source>
        <translation>Mit dem Lauf zurückgezogen (%1)</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source> · then escalated to %1</source>
        <translation> · danach Eskalation an %1</translation>
    </message>
    <message>
        <source> · then %1</source>
        <translation> · danach: %1</translation>
    </message>
    <message>
        <source>anybody may decide</source>
        <translation>jeder darf entscheiden</translation>
    </message>
    <message numerus="yes">
        <source>needs %n people</source>
        <translation>
            <numerusform>%n Person erforderlich</numerusform>
            <numerusform>%n Personen erforderlich</numerusform>
        </translation>
    </message>
    <message>
        <source>needs %1 of %2</source>
        <translation>erforderlich: %1 von %2</translation>
    </message>
    <message>
        <source>needs %1</source>
        <translation>erforderlich: %1</translation>
    </message>
    <message>
        <source>, not the requester</source>
        <translation>, nicht die anfragende Person</translation>
    </message>
    <message>
        <source>%1, still needs %2 of %3</source>
        <translation>%1, noch erforderlich: %2 von %3</translation>
    </message>
    <message>
        <source>It approves itself: if nobody decides by %1, it counts as approved.</source>
        <translation>Automatische Freigabe: Entscheidet bis %1 niemand, gilt die Anfrage als freigegeben.</translation>
    </message>
    <message>
        <source>You have claimed it.</source>
        <translation>Von Ihnen übernommen.</translation>
    </message>
    <message>
        <source>%1 has claimed it. You can still decide.</source>
        <translation>Übernommen von %1. Sie können dennoch entscheiden.</translation>
    </message>
    <message>
        <source>Escalated: %1 may decide as well.</source>
        <translation>Eskaliert: Auch %1 darf entscheiden.</translation>
    </message>
    <message>
        <source>You let %1 decide in your place until %2.</source>
        <translation>%1 entscheidet bis %2 an Ihrer Stelle.</translation>
    </message>
    <message>
        <source>You decide in the place of %1 until %2.</source>
        <translation>Sie entscheiden bis %2 an Stelle von %1.</translation>
    </message>
    <message>
        <source>%1 decides in the place of %2 until %3.</source>
        <translation>%1 entscheidet bis %3 an Stelle von %2.</translation>
    </message>
    <message>
        <source>You have put it off until %1.</source>
        <translation>Von Ihnen zurückgestellt bis %1.</translation>
    </message>
    <message>
        <source>%1 has put it off until %2.</source>
        <translation>Von %1 zurückgestellt bis %2.</translation>
    </message>
    <message>
        <source>&lt;b&gt;On approval:&lt;/b&gt;</source>
        <translation>&lt;b&gt;Bei Freigabe:&lt;/b&gt;</translation>
    </message>
    <message>
        <source>&lt;b&gt;On rejection:&lt;/b&gt;</source>
        <translation>&lt;b&gt;Bei Ablehnung:&lt;/b&gt;</translation>
    </message>
    <message>
        <source>The run goes on with the decision as the task&apos;s output.</source>
        <translation>Der Lauf geht mit der Entscheidung als Ausgabe der Aufgabe weiter.</translation>
    </message>
    <message>
        <source>&lt;b&gt;%1&lt;/b&gt; wrote %2: %3</source>
        <translation>&lt;b&gt;%1&lt;/b&gt; schrieb (%2): %3</translation>
    </message>
    <message>
        <source>&lt;b&gt;%1&lt;/b&gt; let &lt;b&gt;%2&lt;/b&gt; decide %3, until %4</source>
        <translation>&lt;b&gt;%1&lt;/b&gt; hat die Entscheidung an &lt;b&gt;%2&lt;/b&gt; delegiert (%3), bis %4</translation>
    </message>
    <message numerus="yes">
        <source>%n earlier line(s) are in the run&apos;s history</source>
        <translation>
            <numerusform>%n frühere Zeile steht im Verlauf des Laufs</numerusform>
            <numerusform>%n frühere Zeilen stehen im Verlauf des Laufs</numerusform>
        </translation>
    </message>
    <message>
        <source>It is decided: %1.</source>
        <translation>Bereits entschieden: %1.</translation>
    </message>
    <message>
        <source>Its due date has passed: then %1.</source>
        <translation>Die Frist ist abgelaufen. Folge: %1.</translation>
    </message>
    <message>
        <source>You have asked for it: somebody else must decide.</source>
        <translation>Von Ihnen angefragt: Jemand anderes muss entscheiden.</translation>
    </message>
    <message>
        <source>You have approved it already, or somebody has in your place.</source>
        <translation>Bereits von Ihnen oder an Ihrer Stelle freigegeben.</translation>
    </message>
    <message>
        <source>It waits for somebody else: %1.</source>
        <translation>Wartet auf jemand anderen: %1.</translation>
    </message>
    <message>
        <source>One hour</source>
        <translation>Eine Stunde</translation>
    </message>
    <message>
        <source>This afternoon, 14:00</source>
        <translation>Heute Nachmittag, 14:00</translation>
    </message>
    <message>
        <source>Tomorrow, 09:00</source>
        <translation>Morgen, 09:00</translation>
    </message>
    <message>
        <source>Next Monday, 09:00</source>
        <translation>Nächsten Montag, 09:00</translation>
    </message>
    <message>
        <source>one of %1 decided together</source>
        <translation>eine von %1 gemeinsam entschiedenen</translation>
    </message>
    <message>
        <source>The decision is bound to what is shown here:
sha256 %1</source>
        <translation>Die Entscheidung ist an das gebunden, was hier angezeigt wird:
sha256 %1</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n approval(s)</source>
        <translation>
            <numerusform>%1 von %n Freigabe</numerusform>
            <numerusform>%1 von %n Freigaben</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, still needs %n other(s)</source>
        <translation>
            <numerusform>%1, noch %n weitere Person erforderlich</numerusform>
            <numerusform>%1, noch %n weitere Personen erforderlich</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>beamline::ui::ApprovalsPage</name>
    <message>
        <source>Filter approvals</source>
        <translation>Freigaben filtern</translation>
    </message>
    <message>
        <source>Filter: workflow:invoice* risk:high</source>
        <translation>Filter: workflow:invoice* risk:high</translation>
    </message>
    <message>
        <source>Waiting for me</source>
        <translation>Wartet auf mich</translation>
    </message>
    <message>
        <source>My groups</source>
        <translation>Meine Gruppen</translation>
    </message>
    <message>
        <source>Unclaimed</source>
        <translation>Nicht übernommen</translation>
    </message>
    <message>
        <source>Waiting on others</source>
        <translation>Wartet auf andere</translation>
    </message>
    <message>
        <source>Snoozed</source>
        <translation>Zurückgestellt</translation>
    </message>
    <message>
        <source>Decided</source>
        <translation>Entschieden</translation>
    </message>
    <message>
        <source>All open</source>
        <translation>Alle offenen</translation>
    </message>
    <message>
        <source>Approvals</source>
        <translation>Freigaben</translation>
    </message>
    <message>
        <source>for you</source>
        <translation>für Sie</translation>
    </message>
    <message>
        <source>due within the hour</source>
        <translation>in der nächsten Stunde fällig</translation>
    </message>
    <message>
        <source>Next approval</source>
        <translation>Nächste Freigabe</translation>
    </message>
    <message>
        <source>Go down the list</source>
        <translation>In der Liste nach unten</translation>
    </message>
    <message>
        <source>Previous approval</source>
        <translation>Vorige Freigabe</translation>
    </message>
    <message>
        <source>Go up the list</source>
        <translation>In der Liste nach oben</translation>
    </message>
    <message>
        <source>Look closer</source>
        <translation>Genauer ansehen</translation>
    </message>
    <message>
        <source>Go to what has to be written; Escape comes back to the list</source>
        <translation>Zu den auszufüllenden Feldern gehen; Escape führt zur Liste zurück</translation>
    </message>
    <message>
        <source>Select for a batch</source>
        <translation>Für Sammelaktion auswählen</translation>
    </message>
    <message>
        <source>Select all like this</source>
        <translation>Alle gleichartigen auswählen</translation>
    </message>
    <message>
        <source>Decide selected…</source>
        <translation>Auswahl entscheiden…</translation>
    </message>
    <message>
        <source>Clear selection</source>
        <translation>Auswahl aufheben</translation>
    </message>
    <message>
        <source>Select none</source>
        <translation>Nichts auswählen</translation>
    </message>
    <message>
        <source>Undo decision</source>
        <translation>Entscheidung rückgängig machen</translation>
    </message>
    <message>
        <source>By text, workflow or risk</source>
        <translation>Nach Text, Workflow oder Risiko</translation>
    </message>
    <message>
        <source>Those that are loaded are selected. Scroll down for more.</source>
        <translation>Die geladenen sind ausgewählt. Für weitere nach unten scrollen.</translation>
    </message>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>%n ausgewählt</numerusform>
            <numerusform>%n ausgewählt</numerusform>
        </translation>
    </message>
    <message>
        <source>See what would be decided, by kind and risk, and decide it together (Shift+A)</source>
        <translation>Nach Art und Risiko ansehen, was entschieden würde, und gemeinsam entscheiden (Shift+A)</translation>
    </message>
    <message>
        <source>Select approvals first: X selects one, Shift+X all like it.</source>
        <translation>Zuerst Freigaben auswählen: X wählt eine aus, Shift+X alle gleichartigen.</translation>
    </message>
    <message>
        <source>What is here is decided.</source>
        <translation>Was hier steht, ist entschieden.</translation>
    </message>
    <message>
        <source>Decide several together, or leave this one out</source>
        <translation>Mehrere gemeinsam entscheiden oder diese auslassen</translation>
    </message>
    <message>
        <source>Select all of the same workflow, task and risk</source>
        <translation>Alle mit gleichem Workflow, gleicher Aufgabe und gleichem Risiko auswählen</translation>
    </message>
    <message>
        <source>Too late: the decision on %1 is on its way.</source>
        <translation>Zu spät: Die Entscheidung zu %1 ist unterwegs.</translation>
    </message>
    <message>
        <source>Undone: %1 waits as before.</source>
        <translation>Rückgängig gemacht: %1 wartet wie zuvor.</translation>
    </message>
    <message>
        <source>Take the last decision back before it is sent</source>
        <translation>Die letzte Entscheidung zurücknehmen, bevor sie gesendet wird</translation>
    </message>
    <message>
        <source>There is no decision that can still be taken back.</source>
        <translation>Es gibt keine Entscheidung, die sich noch zurücknehmen lässt.</translation>
    </message>
    <message>
        <source>Your decision on “%1” was not taken: %2</source>
        <translation>Ihre Entscheidung zu „%1“ wurde nicht angenommen: %2</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Anzeigen</translation>
    </message>
    <message numerus="yes">
        <source>%n decision(s) on the way to the engine…</source>
        <translation>
            <numerusform>%n Entscheidung unterwegs zur Engine…</numerusform>
            <numerusform>%n Entscheidungen unterwegs zur Engine…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n decision(s) not delivered yet. What is decided counts when the engine has it.</source>
        <translation>
            <numerusform>%n Entscheidung noch nicht übermittelt. Eine Entscheidung gilt, sobald die Engine sie hat.</numerusform>
            <numerusform>%n Entscheidungen noch nicht übermittelt. Eine Entscheidung gilt, sobald die Engine sie hat.</numerusform>
        </translation>
    </message>
    <message>
        <source>Approving “%1”…</source>
        <translation>„%1“ wird freigegeben…</translation>
    </message>
    <message>
        <source>Rejecting “%1”…</source>
        <translation>„%1“ wird abgelehnt…</translation>
    </message>
    <message numerus="yes">
        <source>%1 And %n more.</source>
        <translation>
            <numerusform>%1 Und %n weitere.</numerusform>
            <numerusform>%1 Und %n weitere.</numerusform>
        </translation>
    </message>
    <message>
        <source>Undo (Z)</source>
        <translation>Rückgängig (Z)</translation>
    </message>
    <message>
        <source>Loading approvals…</source>
        <translation>Freigaben werden geladen…</translation>
    </message>
    <message>
        <source>Loading the approval…</source>
        <translation>Freigabe wird geladen…</translation>
    </message>
    <message>
        <source>No approval selected</source>
        <translation>Keine Freigabe ausgewählt</translation>
    </message>
    <message>
        <source>Select one to see what is asked, what happens next and who has decided already. A approves, R rejects, J and K move, X selects for a batch.</source>
        <translation>Eine auswählen, um zu sehen, worum es geht, was danach geschieht und wer bereits entschieden hat. A gibt frei, R lehnt ab, J und K bewegen, X wählt für eine Sammelaktion aus.</translation>
    </message>
    <message>
        <source>No approval fits</source>
        <translation>Keine Freigabe passt</translation>
    </message>
    <message>
        <source>Nothing in this queue matches what you filter by.</source>
        <translation>Nichts in dieser Warteschlange entspricht dem Filter.</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>Filter aufheben</translation>
    </message>
    <message>
        <source>Nothing waits for your groups</source>
        <translation>Nichts wartet auf Ihre Gruppen</translation>
    </message>
    <message>
        <source>Requests to a group that you belong to appear here until enough of you have decided.</source>
        <translation>Anfragen an eine Gruppe, der Sie angehören, erscheinen hier, bis genügend Mitglieder entschieden haben.</translation>
    </message>
    <message>
        <source>Everything is claimed</source>
        <translation>Alles ist übernommen</translation>
    </message>
    <message>
        <source>Requests for you that nobody has taken appear here. Claim one, and the others see that you are at it.</source>
        <translation>Anfragen an Sie, die niemand übernommen hat, erscheinen hier. Bei der Übernahme sehen die anderen, dass Sie daran arbeiten.</translation>
    </message>
    <message>
        <source>You wait for nobody</source>
        <translation>Sie warten auf niemanden</translation>
    </message>
    <message>
        <source>Requests that you asked for, decided on or delegated appear here while they wait for somebody else.</source>
        <translation>Anfragen, die Sie gestellt, entschieden oder delegiert haben, erscheinen hier, solange sie auf jemand anderen warten.</translation>
    </message>
    <message>
        <source>Nothing is put off</source>
        <translation>Nichts ist zurückgestellt</translation>
    </message>
    <message>
        <source>S puts a request off until a time that suits you. It comes back by itself, at the latest when it is due.</source>
        <translation>S stellt eine Anfrage bis zu einem passenden Zeitpunkt zurück. Sie kommt von selbst wieder, spätestens bei Fälligkeit.</translation>
    </message>
    <message>
        <source>Nothing decided yet</source>
        <translation>Noch nichts entschieden</translation>
    </message>
    <message>
        <source>Every decision is kept here, with who made it, when and why.</source>
        <translation>Jede Entscheidung wird hier aufbewahrt: wer sie getroffen hat, wann und warum.</translation>
    </message>
    <message>
        <source>Nothing is open</source>
        <translation>Nichts ist offen</translation>
    </message>
    <message>
        <source>All requests, whoever they wait for, appear here.</source>
        <translation>Alle Anfragen, auf wen sie auch warten, erscheinen hier.</translation>
    </message>
    <message>
        <source>Nothing waits for you</source>
        <translation>Nichts wartet auf Sie</translation>
    </message>
    <message>
        <source>A workflow stops at a task of type approval until somebody decides. Requests appear here as soon as they are raised.</source>
        <translation>Ein Workflow hält an einer Aufgabe vom Typ approval an, bis jemand entscheidet. Anfragen erscheinen hier, sobald sie gestellt sind.</translation>
    </message>
    <message>
        <source>Rejected: %1.</source>
        <translation>Abgelehnt: %1.</translation>
    </message>
    <message numerus="yes">
        <source>Your approval of %1 is kept. %n more needed.</source>
        <translation>
            <numerusform>Ihre Freigabe von %1 ist gespeichert. %n weitere erforderlich.</numerusform>
            <numerusform>Ihre Freigabe von %1 ist gespeichert. %n weitere erforderlich.</numerusform>
        </translation>
    </message>
    <message>
        <source>Approved: %1.</source>
        <translation>Freigegeben: %1.</translation>
    </message>
    <message>
        <source>One moment: the approval is still loading.</source>
        <translation>Einen Moment: Die Freigabe wird noch geladen.</translation>
    </message>
    <message>
        <source>Select an approval first.</source>
        <translation>Zuerst eine Freigabe auswählen.</translation>
    </message>
    <message>
        <source>What is asked, what happens next and who has decided already stands here. A approves, R rejects, J and K move, X selects for a batch.</source>
        <translation>Hier steht, worum es geht, was danach geschieht und wer bereits entschieden hat. A gibt frei, R lehnt ab, J und K bewegen, X wählt für eine Sammelaktion aus.</translation>
    </message>
    <message>
        <source>No approval to show</source>
        <translation>Keine Freigabe anzuzeigen</translation>
    </message>
    <message>
        <source>There is nothing to decide in this queue.</source>
        <translation>In dieser Warteschlange ist nichts zu entscheiden.</translation>
    </message>
    <message>
        <source>No approval in this queue fits the filter.</source>
        <translation>Keine Freigabe dieser Warteschlange passt zum Filter.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::AskDialog</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>The engine is being asked…</source>
        <translation>Die Engine wird gefragt…</translation>
    </message>
</context>
<context>
    <name>beamline::ui::AttemptListModel</name>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>Failed: %1</source>
        <translation>Fehlgeschlagen: %1</translation>
    </message>
    <message>
        <source>%1 sent</source>
        <translation>%1 gesendet</translation>
    </message>
    <message>
        <source>%1 received</source>
        <translation>%1 empfangen</translation>
    </message>
    <message>
        <source>Attempt %1 · %2</source>
        <translation>Versuch %1 · %2</translation>
    </message>
    <message>
        <source>%1 · status %2</source>
        <translation>%1 · Status %2</translation>
    </message>
    <message>
        <source>The run was retried</source>
        <translation>Der Lauf wurde wiederholt</translation>
    </message>
    <message>
        <source>Retried by the try “%1”</source>
        <translation>Wiederholt durch das try „%1“</translation>
    </message>
    <message>
        <source>%1 at %2</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>%1 at %2, %3 after attempt %4</source>
        <translation>%1 (%2), %3 nach Versuch %4</translation>
    </message>
    <message>
        <source>Attempt %1: %2, begun at %3, %4</source>
        <translation>Versuch %1: %2, begonnen %3, %4</translation>
    </message>
</context>
<context>
    <name>beamline::ui::AttemptsView</name>
    <message>
        <source>Attempts</source>
        <translation>Versuche</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>The whole text</source>
        <translation>Der vollständige Text</translation>
    </message>
    <message>
        <source>Select an attempt or what it sent to read all of it.</source>
        <translation>Einen Versuch oder das Gesendete auswählen, um alles zu lesen.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::AttentionModel</name>
    <message>
        <source>Problem</source>
        <translation>Problem</translation>
    </message>
    <message numerus="yes">
        <source>%n more problem(s) of the engine</source>
        <translation>
            <numerusform>%n weiteres Problem der Engine</numerusform>
            <numerusform>%n weitere Probleme der Engine</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n or more other error(s)</source>
        <translation>
            <numerusform>Mindestens %n weiterer Fehler</numerusform>
            <numerusform>Mindestens %n weitere Fehler</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more error(s)</source>
        <translation>
            <numerusform>%n weiterer Fehler</numerusform>
            <numerusform>%n weitere Fehler</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message numerus="yes">
        <source>(%n run(s))</source>
        <translation>
            <numerusform>(%n Lauf)</numerusform>
            <numerusform>(%n Läufe)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more approval(s) wait for you</source>
        <translation>
            <numerusform>%n weitere Freigabe wartet auf Sie</numerusform>
            <numerusform>%n weitere Freigaben warten auf Sie</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, high risk</source>
        <translation>%1, hohes Risiko</translation>
    </message>
    <message>
        <source>Asked for by %1</source>
        <translation>Angefragt von %1</translation>
    </message>
    <message numerus="yes">
        <source>%n more suspended run(s)</source>
        <translation>
            <numerusform>%n weiterer angehaltener Lauf</numerusform>
            <numerusform>%n weitere angehaltene Läufe</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1 goes on when somebody resumes it</source>
        <translation>%1 läuft weiter, sobald jemand den Lauf fortsetzt</translation>
    </message>
    <message>
        <source>Repair…</source>
        <translation>Reparieren…</translation>
    </message>
    <message>
        <source>Decide</source>
        <translation>Entscheiden</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alle anzeigen</translation>
    </message>
</context>
<context>
    <name>beamline::ui::BackfillDialog</name>
    <message>
        <source>Back-fill %1</source>
        <translation>%1 nachholen</translation>
    </message>
    <message>
        <source>Starts the runs that lay between two times and were not started, both times included. A start that had its run is left out.</source>
        <translation>Startet die Läufe, die zwischen zwei Zeitpunkten lagen und nicht gestartet wurden, beide Zeitpunkte eingeschlossen. Ein Start, dessen Lauf stattgefunden hat, wird ausgelassen.</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Bis</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Back-fill</source>
        <translation>Nachholen</translation>
    </message>
    <message>
        <source>Write times as 2026-01-31 08:00.</source>
        <translation>Zeitpunkte in der Form 2026-01-31 08:00 angeben.</translation>
    </message>
    <message>
        <source>“From” is later than “To”.</source>
        <translation>Der Anfang liegt nach dem Ende.</translation>
    </message>
    <message>
        <source>“To” lies in the future.</source>
        <translation>Das Ende liegt in der Zukunft.</translation>
    </message>
    <message numerus="yes">
        <source>At most %n run(s) will be started.</source>
        <translation>
            <numerusform>Höchstens %n Lauf wird gestartet.</numerusform>
            <numerusform>Höchstens %n Läufe werden gestartet.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>About %n run(s) will be started, judged by the coming ones.</source>
        <translation>
            <numerusform>Nach den kommenden geschätzt, wird etwa %n Lauf gestartet.</numerusform>
            <numerusform>Nach den kommenden geschätzt, werden etwa %n Läufe gestartet.</numerusform>
        </translation>
    </message>
    <message>
        <source>How many runs this starts is not known before.</source>
        <translation>Wie viele Läufe dadurch starten, ist vorher nicht bekannt.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::BatchItemModel</name>
    <message>
        <source>before: %1</source>
        <translation>vorher: %1</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Lauf</translation>
    </message>
    <message>
        <source>Workflow</source>
        <translation>Workflow</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Was geschehen ist</translation>
    </message>
</context>
<context>
    <name>beamline::ui::BatchListModel</name>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Wer</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>Which runs</source>
        <translation>Welche Läufe</translation>
    </message>
    <message>
        <source>None done</source>
        <translation>Keiner erledigt</translation>
    </message>
</context>
<context>
    <name>beamline::ui::BatchPreviewModel</name>
    <message>
        <source>Run</source>
        <translation>Lauf</translation>
    </message>
    <message>
        <source>Workflow</source>
        <translation>Workflow</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>Was geschieht</translation>
    </message>
</context>
<context>
    <name>beamline::ui::BatchRunsModel</name>
    <message>
        <source>Faulted again</source>
        <translation>Erneut fehlgeschlagen</translation>
    </message>
    <message>
        <source>Removed</source>
        <translation>Entfernt</translation>
    </message>
    <message>
        <source>of the first %1 now %2</source>
        <translation>von den ersten %1 jetzt %2</translation>
    </message>
    <message>
        <source>now %1</source>
        <translation>jetzt %1</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Lauf</translation>
    </message>
    <message>
        <source>Workflow</source>
        <translation>Workflow</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>What is known</source>
        <translation>Was bekannt ist</translation>
    </message>
    <message>
        <source>Re-run of %1</source>
        <translation>Neuausführung von %1</translation>
    </message>
    <message>
        <source>before: %1</source>
        <translation>vorher: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n faulted again</source>
        <translation>
            <numerusform>%n wieder fehlgeschlagen</numerusform>
            <numerusform>%n wieder fehlgeschlagen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n faulted</source>
        <translation>
            <numerusform>%n fehlgeschlagen</numerusform>
            <numerusform>%n fehlgeschlagen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n completed</source>
        <translation>
            <numerusform>%n abgeschlossen</numerusform>
            <numerusform>%n abgeschlossen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n running</source>
        <translation>
            <numerusform>%n läuft</numerusform>
            <numerusform>%n laufen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n wartet</numerusform>
            <numerusform>%n warten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n suspended</source>
        <translation>
            <numerusform>%n angehalten</numerusform>
            <numerusform>%n angehalten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cancelled</source>
        <translation>
            <numerusform>%n abgebrochen</numerusform>
            <numerusform>%n abgebrochen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n removed</source>
        <translation>
            <numerusform>%n entfernt</numerusform>
            <numerusform>%n entfernt</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>beamline::ui::BatchStrip</name>
    <message>
        <source>Pause</source>
        <translation>Pausieren</translation>
    </message>
    <message>
        <source>Stop…</source>
        <translation>Stoppen…</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>The engine is being asked…</source>
        <translation>Die Engine wird gefragt…</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Go on with the runs that are left.</source>
        <translation>Mit den restlichen Läufen fortfahren.</translation>
    </message>
    <message>
        <source>Begin with no further run for now.</source>
        <translation>Vorerst mit keinem weiteren Lauf beginnen.</translation>
    </message>
    <message>
        <source>Leave what is done and do no more.</source>
        <translation>Erledigtes belassen und nichts weiter tun.</translation>
    </message>
    <message>
        <source>Takes it back: %1</source>
        <translation>Macht rückgängig: %1</translation>
    </message>
    <message>
        <source>Stop here?</source>
        <translation>Hier stoppen?</translation>
    </message>
    <message numerus="yes">
        <source>What is done stays done. %n run(s) are left as they are, and this cannot be taken up again. To look first, pause it.</source>
        <translation>
            <numerusform>Erledigtes bleibt erledigt. %n Lauf bleibt, wie er ist, und dies lässt sich nicht wieder aufnehmen. Um vorher nachzusehen, pausieren.</numerusform>
            <numerusform>Erledigtes bleibt erledigt. %n Läufe bleiben, wie sie sind, und dies lässt sich nicht wieder aufnehmen. Um vorher nachzusehen, pausieren.</numerusform>
        </translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stoppen</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Fortfahren</translation>
    </message>
    <message numerus="yes">
        <source>Show %n faulted run(s)</source>
        <translation>
            <numerusform>%n fehlgeschlagenen Lauf anzeigen</numerusform>
            <numerusform>%n fehlgeschlagene Läufe anzeigen</numerusform>
        </translation>
    </message>
    <message>
        <source>Lists the runs of this batch that are faulted now.</source>
        <translation>Listet die Läufe dieser Sammelaktion auf, die jetzt fehlgeschlagen sind.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::BatchesPage</name>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>Batches</source>
        <translation>Sammelaktionen</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Erledigt</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Abgewiesen</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation>Noch nicht</translation>
    </message>
    <message>
        <source>What happened to each run</source>
        <translation>Was mit jedem Lauf geschehen ist</translation>
    </message>
    <message>
        <source>There is no batch %1. It may belong to another engine.</source>
        <translation>Es gibt keine Sammelaktion %1. Möglicherweise gehört sie zu einer anderen Engine.</translation>
    </message>
    <message>
        <source>Loading batches…</source>
        <translation>Sammelaktionen werden geladen…</translation>
    </message>
    <message>
        <source>No batches yet</source>
        <translation>Noch keine Sammelaktionen</translation>
    </message>
    <message>
        <source>When you cancel, suspend, resume, retry or re-run many runs at once, that is a batch: who asked for it and why, how far it is, and what came of each run stay here.</source>
        <translation>Viele Läufe auf einmal abbrechen, anhalten, fortsetzen, wiederholen oder neu ausführen ist eine Sammelaktion: Wer sie warum veranlasst hat, wie weit sie ist und was aus jedem Lauf geworden ist, bleibt hier erhalten.</translation>
    </message>
    <message>
        <source>Select runs</source>
        <translation>Läufe auswählen</translation>
    </message>
    <message>
        <source>These rows are as of the last answer. %1</source>
        <translation>Diese Zeilen entsprechen dem Stand der letzten Antwort. %1</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Why: %1</source>
        <translation>Warum: %1</translation>
    </message>
    <message>
        <source>Which runs: %1</source>
        <translation>Welche Läufe: %1</translation>
    </message>
    <message>
        <source>No runs here</source>
        <translation>Hier sind keine Läufe</translation>
    </message>
    <message>
        <source>No run of this batch has this outcome.</source>
        <translation>Kein Lauf dieser Sammelaktion hat dieses Ergebnis.</translation>
    </message>
    <message>
        <source>Loading runs…</source>
        <translation>Läufe werden geladen…</translation>
    </message>
    <message>
        <source>What its runs are now</source>
        <translation>Stand der Läufe jetzt</translation>
    </message>
    <message>
        <source>Retry these…</source>
        <translation>Diese wiederholen…</translation>
    </message>
    <message>
        <source>Re-run these…</source>
        <translation>Diese neu ausführen…</translation>
    </message>
    <message>
        <source>None of them is faulted now.</source>
        <translation>Keiner davon ist jetzt fehlgeschlagen.</translation>
    </message>
    <message>
        <source>No run of this batch is in this state now.</source>
        <translation>Kein Lauf dieser Sammelaktion ist jetzt in diesem Zustand.</translation>
    </message>
    <message>
        <source>How: %1</source>
        <translation>Wie: %1</translation>
    </message>
</context>
<context>
    <name>beamline::ui::BulkDialog</name>
    <message>
        <source>Reason</source>
        <translation>Begründung</translation>
    </message>
    <message>
        <source>Reason, kept with the batch and in the history of each run</source>
        <translation>Begründung, wird mit der Sammelaktion und im Verlauf jedes Laufs festgehalten</translation>
    </message>
    <message>
        <source>Keep them</source>
        <translation>Beibehalten</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>What happens to each run</source>
        <translation>Was mit jedem Lauf geschieht</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>%1?</source>
        <translation>%1?</translation>
    </message>
    <message>
        <source>Looking at each run…</source>
        <translation>Jeder Lauf wird geprüft…</translation>
    </message>
    <message>
        <source>This can be done to all of them.</source>
        <translation>Dies ist bei allen möglich.</translation>
    </message>
    <message>
        <source>This can be done to %1 of %2; the others come first in the list, which says why not.</source>
        <translation>Dies ist bei %1 von %2 möglich; die anderen stehen in der Liste zuerst, mit der Angabe, warum nicht.</translation>
    </message>
    <message>
        <source>The list shows the first %1.</source>
        <translation>Die Liste zeigt die ersten %1.</translation>
    </message>
    <message>
        <source>Which runs fit the filter is decided when it starts.</source>
        <translation>Welche Läufe zum Filter passen, entscheidet sich beim Start.</translation>
    </message>
    <message numerus="yes">
        <source>End these %n run(s) for good</source>
        <translation>
            <numerusform>Diesen %n Lauf endgültig beenden</numerusform>
            <numerusform>Diese %n Läufe endgültig beenden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Discard these %n run(s) for good</source>
        <translation>
            <numerusform>Diesen %n Lauf endgültig verwerfen</numerusform>
            <numerusform>Diese %n Läufe endgültig verwerfen</numerusform>
        </translation>
    </message>
    <message>
        <source>The engine is being asked…</source>
        <translation>Die Engine wird gefragt…</translation>
    </message>
    <message>
        <source>What would happen is not known yet.</source>
        <translation>Was geschehen würde, ist noch nicht bekannt.</translation>
    </message>
    <message>
        <source>There is no run to which this can be done.</source>
        <translation>Es gibt keinen Lauf, bei dem dies möglich ist.</translation>
    </message>
    <message>
        <source>It cannot be undone: tick the box first.</source>
        <translation>Dies lässt sich nicht rückgängig machen: zuerst das Kästchen ankreuzen.</translation>
    </message>
    <message numerus="yes">
        <source>For %n selected run(s).</source>
        <translation>
            <numerusform>Für %n ausgewählten Lauf.</numerusform>
            <numerusform>Für %n ausgewählte Läufe.</numerusform>
        </translation>
    </message>
    <message>
        <source>For %1.</source>
        <translation>Betrifft: %1.</translation>
    </message>
    <message>
        <source>For all runs: no filter is set.</source>
        <translation>Für alle Läufe: Es ist kein Filter gesetzt.</translation>
    </message>
    <message>
        <source>For all runs of the group %1.</source>
        <translation>Für alle Läufe der Gruppe %1.</translation>
    </message>
    <message>
        <source>For all runs that fit the filter %1.</source>
        <translation>Für alle Läufe, die zum Filter %1 passen.</translation>
    </message>
    <message>
        <source>Version and task were looked at for the first %1, not for %2 further ones.</source>
        <translation>Version und Aufgabe wurden für die ersten %1 geprüft, nicht für %2 weitere.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::CandidateTable</name>
    <message>
        <source>Candidate</source>
        <translation>Kandidat</translation>
    </message>
    <message>
        <source>Chance</source>
        <translation>Chance</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>Erwartet</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Kosten</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>Zahlen</translation>
    </message>
</context>
<context>
    <name>beamline::ui::CatalogBrowser</name>
    <message>
        <source>required</source>
        <translation>erforderlich</translation>
    </message>
    <message>
        <source>Default: %1.</source>
        <translation>Standard: %1.</translation>
    </message>
    <message>
        <source>It takes no arguments.</source>
        <translation>Keine Argumente.</translation>
    </message>
    <message>
        <source>Takes</source>
        <translation>Argumente</translation>
    </message>
    <message>
        <source>Gives</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>It gives %1.</source>
        <translation>Ergebnis: %1.</translation>
    </message>
    <message>
        <source>Search functions</source>
        <translation>Funktionen suchen</translation>
    </message>
    <message>
        <source>Functions of the catalog</source>
        <translation>Funktionen des Katalogs</translation>
    </message>
    <message>
        <source>About the function</source>
        <translation>Über die Funktion</translation>
    </message>
    <message>
        <source>Insert</source>
        <translation>Einfügen</translation>
    </message>
    <message>
        <source>Put a task that calls it behind the task at the cursor (Enter in the list)</source>
        <translation>Eine Aufgabe, die sie aufruft, hinter der Aufgabe am Cursor einfügen (Enter in der Liste)</translation>
    </message>
    <message>
        <source>Example</source>
        <translation>Beispiel</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Reading the catalog…</source>
        <translation>Katalog wird gelesen…</translation>
    </message>
    <message>
        <source>No function fits</source>
        <translation>Keine Funktion passt</translation>
    </message>
    <message>
        <source>Names, descriptions and arguments were searched.</source>
        <translation>Namen, Beschreibungen und Argumente wurden durchsucht.</translation>
    </message>
    <message>
        <source>Clear search</source>
        <translation>Suche aufheben</translation>
    </message>
    <message>
        <source>No functions</source>
        <translation>Keine Funktionen</translation>
    </message>
    <message>
        <source>This engine offers none.</source>
        <translation>Diese Engine bietet keine an.</translation>
    </message>
    <message>
        <source>version %1 · %2</source>
        <translation>Version %1 · %2</translation>
    </message>
</context>
<context>
    <name>beamline::ui::ChangeView</name>
    <message>
        <source>Against the last approved one</source>
        <translation>Gegenüber der letzten Freigabe</translation>
    </message>
    <message>
        <source>What differs from the last approved one</source>
        <translation>Unterschiede zur letzten Freigabe</translation>
    </message>
    <message>
        <source>It is not known: %1</source>
        <translation>Nicht bekannt: %1</translation>
    </message>
    <message>
        <source>“%1”, approved %2</source>
        <translation>„%1“, freigegeben %2</translation>
    </message>
    <message>
        <source>%1. The data is too large to be compared here.</source>
        <translation>%1. Die Daten sind zu groß, um hier verglichen zu werden.</translation>
    </message>
    <message>
        <source>%1, had the same data.</source>
        <translation>%1, hatte dieselben Daten.</translation>
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
        <translation>Was verglichen wird</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Ausgabe</translation>
    </message>
    <message>
        <source>Compared with</source>
        <translation>Verglichen mit</translation>
    </message>
    <message>
        <source>The attempt before</source>
        <translation>Der vorige Versuch</translation>
    </message>
    <message>
        <source>Iteration %1</source>
        <translation>Durchlauf %1</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>Wird geladen…</translation>
    </message>
    <message>
        <source>The history does not say what the attempt before got.</source>
        <translation>Der Verlauf sagt nicht, welche Eingabe der vorige Versuch bekam.</translation>
    </message>
    <message>
        <source>The same as before.</source>
        <translation>Unverändert gegenüber vorher.</translation>
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
            <numerusform>%n weitere</numerusform>
            <numerusform>%n weitere</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>beamline::ui::ChooseRunDialog</name>
    <message>
        <source>Compare runs</source>
        <translation>Läufe vergleichen</translation>
    </message>
    <message>
        <source>Compare %1 with…</source>
        <translation>%1 vergleichen mit…</translation>
    </message>
    <message>
        <source>The run before</source>
        <translation>Der vorige Lauf</translation>
    </message>
    <message>
        <source>There is no run before this one.</source>
        <translation>Vor diesem gibt es keinen Lauf.</translation>
    </message>
    <message>
        <source>The last that completed</source>
        <translation>Der letzte abgeschlossene</translation>
    </message>
    <message>
        <source>No other run of this workflow has completed.</source>
        <translation>Kein anderer Lauf dieses Workflows ist abgeschlossen.</translation>
    </message>
    <message>
        <source>What it is a re-run of</source>
        <translation>Der ursprüngliche Lauf, der neu ausgeführt wurde</translation>
    </message>
    <message>
        <source>Id of the other run</source>
        <translation>ID des anderen Laufs</translation>
    </message>
    <message>
        <source>Id of the run</source>
        <translation>ID des Laufs</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Runs of this workflow</source>
        <translation>Läufe dieses Workflows</translation>
    </message>
    <message>
        <source>Select a run, or write its id.</source>
        <translation>Einen Lauf auswählen oder seine ID eingeben.</translation>
    </message>
    <message>
        <source>This is the run itself. Choose another one.</source>
        <translation>Dies ist derselbe Lauf. Einen anderen wählen.</translation>
    </message>
    <message>
        <source>Runs that are listed</source>
        <translation>Aufgelistete Läufe</translation>
    </message>
    <message>
        <source>Of this workflow</source>
        <translation>Dieses Workflows</translation>
    </message>
    <message>
        <source>Of all workflows</source>
        <translation>Aller Workflows</translation>
    </message>
</context>
<context>
    <name>beamline::ui::ClusterPage</name>
    <message>
        <source>Drain node…</source>
        <translation>Knoten ausleiten…</translation>
    </message>
    <message>
        <source>Resume node</source>
        <translation>Knoten fortsetzen</translation>
    </message>
    <message>
        <source>Drain pool…</source>
        <translation>Pool ausleiten…</translation>
    </message>
    <message>
        <source>Resume pool</source>
        <translation>Pool fortsetzen</translation>
    </message>
    <message>
        <source>Move shard…</source>
        <translation>Shard verschieben…</translation>
    </message>
    <message>
        <source>Nodes</source>
        <translation>Knoten</translation>
    </message>
    <message>
        <source>Worker pools</source>
        <translation>Worker-Pools</translation>
    </message>
    <message>
        <source>No worker has come yet. Workers are programs that take tasks of “call: worker” from a queue; “beamlined --role worker --worker-pools NAME” is one.</source>
        <translation>Es hat sich noch kein Worker gemeldet. Worker sind Programme, die Aufgaben mit „call: worker“ aus einer Warteschlange entnehmen; „beamlined --role worker --worker-pools NAME“ ist einer.</translation>
    </message>
    <message>
        <source>Streams and their consumers</source>
        <translation>Streams und ihre Consumer</translation>
    </message>
    <message>
        <source>NATS servers</source>
        <translation>NATS-Server</translation>
    </message>
    <message>
        <source>One engine, alone</source>
        <translation>Eine einzelne Engine</translation>
    </message>
    <message>
        <source>Everything runs in one process on one machine: nothing acknowledged is lost when it falls, but while it is down nothing goes on. A cluster is the same engine on several machines over NATS JetStream: each holds the whole journal, and when one is lost the others carry its runs on within seconds.
To get there: run a NATS server with JetStream (three for safety), set the streams up with “beamctl cluster init”, start “beamlined --nats-url nats://HOST:4222 --cluster NAME” on each machine, and add the connection on the page Connections.</source>
        <translation>Alles läuft in einem Prozess auf einem Rechner: Bei einem Ausfall geht nichts Bestätigtes verloren, aber währenddessen geht nichts weiter. Ein Cluster ist dieselbe Engine auf mehreren Rechnern über NATS JetStream: Jeder hält das ganze Journal, und fällt einer aus, führen die anderen seine Läufe innerhalb von Sekunden weiter.
So geht es: einen NATS-Server mit JetStream betreiben (drei zur Sicherheit), die Streams mit „beamctl cluster init“ einrichten, auf jedem Rechner „beamlined --nats-url nats://HOST:4222 --cluster NAME“ starten und die Verbindung auf der Seite „Verbindungen“ hinzufügen.</translation>
    </message>
    <message>
        <source>Shards</source>
        <translation>Shards</translation>
    </message>
    <message>
        <source>Tasks a minute</source>
        <translation>Aufgaben pro Minute</translation>
    </message>
    <message>
        <source>Task latency (ms)</source>
        <translation>Aufgabenlatenz (ms)</translation>
    </message>
    <message>
        <source>Queued tasks</source>
        <translation>Eingereihte Aufgaben</translation>
    </message>
    <message>
        <source>Failed attempts</source>
        <translation>Fehlgeschlagene Versuche</translation>
    </message>
    <message>
        <source>The most that waited at once: for workers in all pools, and for threads of the node that answers.</source>
        <translation>Höchstzahl gleichzeitig wartender Aufgaben: auf Worker in allen Pools und auf Threads des antwortenden Knotens.</translation>
    </message>
    <message>
        <source>This engine does not tell of its machines</source>
        <translation>Diese Engine gibt keine Auskunft über ihre Rechner</translation>
    </message>
    <message>
        <source>Asking for the machines…</source>
        <translation>Die Rechner werden abgefragt…</translation>
    </message>
    <message>
        <source>A shard is a part of all runs; one node at a time carries it on. Choose one to see since when, or to move it.</source>
        <translation>Ein Shard ist ein Teil aller Läufe; jeweils ein Knoten führt ihn weiter. Einen auswählen, um zu sehen, seit wann, oder um ihn zu verschieben.</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>nodes online</source>
        <translation>Knoten online</translation>
    </message>
    <message numerus="yes">
        <source>%n more warning(s): “beamctl cluster status” lists all.</source>
        <translation>
            <numerusform>%n weitere Warnung: „beamctl cluster status“ listet alle auf.</numerusform>
            <numerusform>%n weitere Warnungen: „beamctl cluster status“ listet alle auf.</numerusform>
        </translation>
    </message>
    <message>
        <source>What you see is as of %1: the engine has not answered since.</source>
        <translation>Stand der Anzeige: %1. Seitdem hat die Engine nicht geantwortet.</translation>
    </message>
    <message>
        <source>What you see is as of the last answer. %1</source>
        <translation>Die Anzeige entspricht dem Stand der letzten Antwort. %1</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>Cluster</translation>
    </message>
    <message>
        <source>The engine is being asked…</source>
        <translation>Die Engine wird gefragt…</translation>
    </message>
    <message>
        <source>An engine alone has nobody to hand its runs to.</source>
        <translation>Eine einzelne Engine hat niemanden, dem sie ihre Läufe übergeben kann.</translation>
    </message>
    <message>
        <source>Select a node first.</source>
        <translation>Zuerst einen Knoten auswählen.</translation>
    </message>
    <message>
        <source>The node cannot be reached: the others have its shards.</source>
        <translation>Der Knoten ist nicht erreichbar: Die anderen haben seine Shards.</translation>
    </message>
    <message>
        <source>It has no engine: drain its pool instead, or stop it.</source>
        <translation>Er hat keine Engine: stattdessen seinen Pool ausleiten oder ihn stoppen.</translation>
    </message>
    <message>
        <source>Hand its shards to the others and take nothing new.</source>
        <translation>Seine Shards den anderen übergeben und nichts Neues annehmen.</translation>
    </message>
    <message>
        <source>The node is drained already.</source>
        <translation>Der Knoten ist bereits ausgeleitet.</translation>
    </message>
    <message>
        <source>Let it take its part again.</source>
        <translation>Den Knoten wieder seinen Teil übernehmen lassen.</translation>
    </message>
    <message>
        <source>The node is not drained.</source>
        <translation>Der Knoten ist nicht ausgeleitet.</translation>
    </message>
    <message>
        <source>Select a pool first.</source>
        <translation>Zuerst einen Pool auswählen.</translation>
    </message>
    <message>
        <source>Give nothing of it to workers any more.</source>
        <translation>Nichts mehr daraus an Worker geben.</translation>
    </message>
    <message>
        <source>The pool is drained already.</source>
        <translation>Der Pool ist bereits ausgeleitet.</translation>
    </message>
    <message>
        <source>Give its tasks to workers again.</source>
        <translation>Seine Aufgaben wieder an Worker geben.</translation>
    </message>
    <message>
        <source>The pool is not drained.</source>
        <translation>Der Pool ist nicht ausgeleitet.</translation>
    </message>
    <message>
        <source>Let another node carry it on.</source>
        <translation>Einen anderen Knoten damit weitermachen lassen.</translation>
    </message>
    <message>
        <source>Choose a shard first.</source>
        <translation>Zuerst einen Shard auswählen.</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>So belassen</translation>
    </message>
    <message>
        <source>%1 was not resumed</source>
        <translation>%1 wurde nicht fortgesetzt</translation>
    </message>
    <message>
        <source>%1 takes its part again.</source>
        <translation>%1 übernimmt wieder seinen Teil.</translation>
    </message>
    <message>
        <source>Drain %1?</source>
        <translation>%1 ausleiten?</translation>
    </message>
    <message numerus="yes">
        <source>It takes nothing new, hands its %n shard(s) to the other nodes and ends the tasks it has. Runs go on there; nothing is lost. It goes on answering until you stop it, and can be resumed.</source>
        <translation>
            <numerusform>Er nimmt nichts Neues an, übergibt seinen %n Shard den anderen Knoten und beendet die Aufgaben, die er hat. Läufe gehen dort weiter; nichts geht verloren. Er antwortet weiter, bis er gestoppt wird, und kann fortgesetzt werden.</numerusform>
            <numerusform>Er nimmt nichts Neues an, übergibt seine %n Shards den anderen Knoten und beendet die Aufgaben, die er hat. Läufe gehen dort weiter; nichts geht verloren. Er antwortet weiter, bis er gestoppt wird, und kann fortgesetzt werden.</numerusform>
        </translation>
    </message>
    <message>
        <source>Drain</source>
        <translation>Ausleiten</translation>
    </message>
    <message>
        <source>%1 was not drained</source>
        <translation>%1 wurde nicht ausgeleitet</translation>
    </message>
    <message>
        <source>%1 is being drained.</source>
        <translation>%1 wird ausgeleitet.</translation>
    </message>
    <message>
        <source>The pool %1 was not resumed</source>
        <translation>Der Pool %1 wurde nicht fortgesetzt</translation>
    </message>
    <message>
        <source>The pool %1 gives tasks to workers again.</source>
        <translation>Der Pool %1 gibt wieder Aufgaben an Worker.</translation>
    </message>
    <message>
        <source>Drain the pool %1?</source>
        <translation>Den Pool %1 ausleiten?</translation>
    </message>
    <message numerus="yes">
        <source>Workers get nothing of it any more and end what they have. %n task(s) stay queued, and runs that need the pool wait until it is resumed.</source>
        <translation>
            <numerusform>Worker erhalten nichts mehr daraus und beenden, was sie haben. %n Aufgabe bleibt eingereiht, und Läufe, die den Pool brauchen, warten, bis er fortgesetzt wird.</numerusform>
            <numerusform>Worker erhalten nichts mehr daraus und beenden, was sie haben. %n Aufgaben bleiben eingereiht, und Läufe, die den Pool brauchen, warten, bis er fortgesetzt wird.</numerusform>
        </translation>
    </message>
    <message>
        <source>The pool %1 was not drained</source>
        <translation>Der Pool %1 wurde nicht ausgeleitet</translation>
    </message>
    <message>
        <source>The pool %1 is drained.</source>
        <translation>Der Pool %1 ist ausgeleitet.</translation>
    </message>
    <message>
        <source>Move shard %1 to</source>
        <translation>Shard %1 verschieben nach</translation>
    </message>
    <message>
        <source>It has the shard already.</source>
        <translation>Er hat den Shard bereits.</translation>
    </message>
    <message>
        <source>The node takes nothing now.</source>
        <translation>Der Knoten nimmt zurzeit nichts an.</translation>
    </message>
    <message>
        <source>Node %1</source>
        <translation>Knoten %1</translation>
    </message>
    <message>
        <source>Move shard %1?</source>
        <translation>Shard %1 verschieben?</translation>
    </message>
    <message>
        <source>%1 carries its runs on. They pause for a moment while the shard changes hands; nothing is lost, and tasks in flight may be run again under the same idempotency key. It stays there until nodes come or go.</source>
        <translation>%1 führt seine Läufe weiter. Sie pausieren kurz, während der Shard übergeben wird; nichts geht verloren, und laufende Aufgaben werden möglicherweise unter demselben Idempotenzschlüssel erneut ausgeführt. Er bleibt dort, bis Knoten hinzukommen oder wegfallen.</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>Verschieben</translation>
    </message>
    <message>
        <source>Shard %1 was not moved</source>
        <translation>Shard %1 wurde nicht verschoben</translation>
    </message>
    <message>
        <source>Shard %1 is moving to %2.</source>
        <translation>Shard %1 wird nach %2 verschoben.</translation>
    </message>
    <message>
        <source>There are no figures of the last hour. %1</source>
        <translation>Es gibt keine Zahlen der letzten Stunde. %1</translation>
    </message>
    <message>
        <source>tasks</source>
        <translation>Aufgaben</translation>
    </message>
    <message>
        <source>queued</source>
        <translation>eingereiht</translation>
    </message>
    <message>
        <source>attempts</source>
        <translation>Versuche</translation>
    </message>
    <message>
        <source>runs</source>
        <translation>Läufe</translation>
    </message>
</context>
<context>
    <name>beamline::ui::ClusterTable</name>
    <message>
        <source>Heard of %1</source>
        <translation>Letztes Lebenszeichen: %1</translation>
    </message>
    <message>
        <source>Silent for %1</source>
        <translation>Kein Lebenszeichen seit %1</translation>
    </message>
    <message>
        <source>It has not told of itself since. If it goes on, the others take its shards.</source>
        <translation>Der Knoten hat sich seitdem nicht gemeldet. Bleibt es dabei, übernehmen die anderen seine Shards.</translation>
    </message>
    <message>
        <source>It catches up with the others and takes nothing yet.</source>
        <translation>Er schließt zu den anderen auf und nimmt noch nichts an.</translation>
    </message>
    <message>
        <source>It takes nothing new, hands its shards over and ends its tasks.</source>
        <translation>Er nimmt nichts Neues an, übergibt seine Shards und beendet seine Aufgaben.</translation>
    </message>
    <message>
        <source>It carries nothing and can be stopped. It goes on answering.</source>
        <translation>Er führt nichts aus und kann gestoppt werden. Er antwortet weiter.</translation>
    </message>
    <message>
        <source>Unreachable, %1</source>
        <translation>Nicht erreichbar, %1</translation>
    </message>
    <message>
        <source>%1. Its shards go to the others; what it has acknowledged is with them.</source>
        <translation>%1. Seine Shards gehen an die anderen; was er bestätigt hat, liegt bei ihnen.</translation>
    </message>
    <message>
        <source>A newer engine tells of it in words this console does not know.</source>
        <translation>Eine neuere Engine beschreibt dies mit Begriffen, die diese Konsole nicht kennt.</translation>
    </message>
    <message>
        <source>%1 (answers)</source>
        <translation>%1 (antwortet)</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Node %1, started %2</source>
        <translation>Knoten %1, gestartet %2</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>So much of the order its journal lacked when it was heard last, %1, at %2; the newest is %3 now. What grows means that its disk or its network is too slow.</source>
        <translation>So viel der gemeinsamen Reihenfolge fehlte seinem Journal beim letzten Lebenszeichen, %1, bei Position %2; die neueste ist jetzt %3. Wächst der Wert, ist seine Festplatte oder sein Netzwerk zu langsam.</translation>
    </message>
    <message>
        <source>A worker has no journal.</source>
        <translation>Ein Worker hat kein Journal.</translation>
    </message>
    <message>
        <source>%1: %2, %3 of %4 in work</source>
        <translation>%1: %2, %3 von %4 in Arbeit</translation>
    </message>
    <message>
        <source>Drained</source>
        <translation>Ausgeleitet</translation>
    </message>
    <message>
        <source>Workers that wait for a task get none; what they have goes on. One of another make that asks without waiting is still answered.</source>
        <translation>Worker, die auf eine Aufgabe warten, erhalten keine; was sie haben, läuft weiter. Ein Worker anderer Bauart, der fragt, ohne zu warten, erhält weiterhin Antwort.</translation>
    </message>
    <message>
        <source>No worker</source>
        <translation>Kein Worker</translation>
    </message>
    <message>
        <source>What is queued waits until a worker comes.</source>
        <translation>Was eingereiht ist, wartet, bis ein Worker kommt.</translation>
    </message>
    <message>
        <source>Full</source>
        <translation>Voll</translation>
    </message>
    <message>
        <source>Its queue holds no more: runs wait outside.</source>
        <translation>Die Warteschlange nimmt nichts mehr auf: Läufe warten außerhalb.</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Bereit</translation>
    </message>
    <message>
        <source>Its queue holds %1.</source>
        <translation>Die Warteschlange fasst %1.</translation>
    </message>
    <message>
        <source>%1, %2 lost</source>
        <translation>%1, %2 verloren</translation>
    </message>
    <message>
        <source>Led by %1</source>
        <translation>Geführt von %1</translation>
    </message>
    <message>
        <source>Led by %1. A replica is behind or lost: with less than half of them nothing new is accepted.</source>
        <translation>Geführt von %1. Ein Replikat ist im Rückstand oder verloren: Mit weniger als der Hälfte davon wird nichts Neues angenommen.</translation>
    </message>
    <message>
        <source>From %1 to %2</source>
        <translation>Von %1 bis %2</translation>
    </message>
    <message>
        <source>Consumer of %1</source>
        <translation>Consumer von %1</translation>
    </message>
    <message>
        <source>%1 were given out more than once.</source>
        <translation>Mehr als einmal ausgegeben: %1.</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>In Gebrauch</translation>
    </message>
    <message>
        <source>The node that answers speaks to this one.</source>
        <translation>Mit diesem spricht der antwortende Knoten.</translation>
    </message>
    <message>
        <source>Known</source>
        <translation>Bekannt</translation>
    </message>
    <message>
        <source>Taken when the one in use is lost.</source>
        <translation>Wird verwendet, wenn der Server in Gebrauch ausfällt.</translation>
    </message>
    <message>
        <source>It did not answer.</source>
        <translation>Keine Antwort.</translation>
    </message>
    <message>
        <source>As long as its machine took to take a connection.</source>
        <translation>So lange, wie sein Rechner zum Annehmen einer Verbindung brauchte.</translation>
    </message>
    <message>
        <source>Joining</source>
        <translation>Tritt bei</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>Online</translation>
    </message>
    <message>
        <source>Draining</source>
        <translation>Wird ausgeleitet</translation>
    </message>
    <message>
        <source>Unreachable</source>
        <translation>Nicht erreichbar</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Unbekannt</translation>
    </message>
    <message>
        <source>Busy</source>
        <translation>Beschäftigt</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Gestoppt</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>Verloren</translation>
    </message>
    <message>
        <source>Node</source>
        <translation>Knoten</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Roles</source>
        <translation>Rollen</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Load</source>
        <translation>Last</translation>
    </message>
    <message>
        <source>Processors of its machine that were busy over the last minute</source>
        <translation>Prozessoren seines Rechners, die in der letzten Minute beschäftigt waren</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Arbeitsspeicher</translation>
    </message>
    <message>
        <source>Of its process</source>
        <translation>Seines Prozesses</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>In its memory now</source>
        <translation>Zurzeit in seinem Arbeitsspeicher</translation>
    </message>
    <message>
        <source>Tasks/s</source>
        <translation>Aufgaben/s</translation>
    </message>
    <message>
        <source>Shards</source>
        <translation>Shards</translation>
    </message>
    <message>
        <source>Parts of all runs that it carries on</source>
        <translation>Teile aller Läufe, die er weiterführt</translation>
    </message>
    <message>
        <source>Behind</source>
        <translation>Rückstand</translation>
    </message>
    <message>
        <source>Entries of the common order that its journal does not have yet</source>
        <translation>Einträge der gemeinsamen Reihenfolge, die seinem Journal noch fehlen</translation>
    </message>
    <message>
        <source>Pool</source>
        <translation>Pool</translation>
    </message>
    <message>
        <source>Queued</source>
        <translation>Eingereiht</translation>
    </message>
    <message>
        <source>Tasks that wait for a worker</source>
        <translation>Aufgaben, die auf einen Worker warten</translation>
    </message>
    <message>
        <source>Oldest</source>
        <translation>Älteste</translation>
    </message>
    <message>
        <source>How long the oldest of them has waited</source>
        <translation>Wie lange die älteste davon schon wartet</translation>
    </message>
    <message>
        <source>In work</source>
        <translation>In Arbeit</translation>
    </message>
    <message>
        <source>Workers</source>
        <translation>Worker</translation>
    </message>
    <message>
        <source>Stream, consumer</source>
        <translation>Stream, Consumer</translation>
    </message>
    <message>
        <source>Replicas</source>
        <translation>Replikate</translation>
    </message>
    <message>
        <source>Entries</source>
        <translation>Einträge</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Not given out to the consumer yet</source>
        <translation>Noch nicht an den Consumer ausgegeben</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Offen</translation>
    </message>
    <message>
        <source>Given out and not acknowledged</source>
        <translation>Ausgegeben und nicht bestätigt</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Round trip</source>
        <translation>Umlaufzeit</translation>
    </message>
</context>
<context>
    <name>beamline::ui::CodeEditor</name>
    <message>
        <source>Source</source>
        <translation>Quelltext</translation>
    </message>
</context>
<context>
    <name>beamline::ui::CommandPalette</name>
    <message>
        <source>Commands</source>
        <translation>Befehle</translation>
    </message>
    <message>
        <source>A command, a page, a run, a workflow, an approval or a setting</source>
        <translation>Ein Befehl, eine Seite, ein Lauf, ein Workflow, eine Freigabe oder eine Einstellung</translation>
    </message>
    <message>
        <source>↑ ↓ to choose, Enter to go there</source>
        <translation>↑ ↓ zum Auswählen, Enter zum Öffnen</translation>
    </message>
    <message>
        <source>Nothing fits. Runs are found by id, workflow, label or error.</source>
        <translation>Nichts passt. Läufe werden nach ID, Workflow, Label oder Fehler gefunden.</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>Suche läuft…</translation>
    </message>
    <message>
        <source>Searching… Enter again opens what is selected now.</source>
        <translation>Suche läuft… Nochmals Enter öffnet, was jetzt ausgewählt ist.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::CommandRegistry</name>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation>&amp;Gehe zu</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>&amp;Lauf</translation>
    </message>
    <message>
        <source>&amp;Approvals</source>
        <translation>&amp;Freigaben</translation>
    </message>
    <message>
        <source>&amp;Page</source>
        <translation>&amp;Seite</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>%1 moves in lists and forms and cannot start a command. Use it with Ctrl or Alt.</source>
        <translation>%1 bewegt in Listen und Formularen und kann keinen Befehl auslösen. Mit Ctrl oder Alt verwenden.</translation>
    </message>
    <message>
        <source>%1 is the key of “%2”. Give that another one first, or choose another here.</source>
        <translation>%1 ist die Taste von „%2“. Zuerst dort eine andere zuweisen oder hier eine andere wählen.</translation>
    </message>
    <message>
        <source>There is no command “%1”.</source>
        <translation>Es gibt keinen Befehl „%1“.</translation>
    </message>
    <message>
        <source>Editor</source>
        <translation>Editor</translation>
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
        <translation>Nichts wird verglichen</translation>
    </message>
    <message>
        <source>Open a run and choose “Compare…”, or select two runs in the list.</source>
        <translation>Einen Lauf öffnen und „Vergleichen…“ wählen oder zwei Läufe in der Liste auswählen.</translation>
    </message>
    <message>
        <source>Go to runs</source>
        <translation>Zu den Läufen</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>Swap A and B</source>
        <translation>A und B tauschen</translation>
    </message>
    <message>
        <source>What is before and what is after change places.</source>
        <translation>Vorher und Nachher tauschen die Plätze.</translation>
    </message>
    <message>
        <source>Next difference</source>
        <translation>Nächster Unterschied</translation>
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
        <translation>Was verglichen wird</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>Pfad</translation>
    </message>
    <message>
        <source>Inputs of the runs</source>
        <translation>Eingaben der Läufe</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Outputs of the runs</source>
        <translation>Ausgaben der Läufe</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Ausgabe</translation>
    </message>
    <message>
        <source>Definitions of the runs</source>
        <translation>Definitionen der Läufe</translation>
    </message>
    <message>
        <source>Definition</source>
        <translation>Definition</translation>
    </message>
    <message>
        <source>Only what differs</source>
        <translation>Nur Unterschiede</translation>
    </message>
    <message>
        <source>Tasks of both runs</source>
        <translation>Aufgaben beider Läufe</translation>
    </message>
    <message>
        <source>Data of the task in both runs</source>
        <translation>Daten der Aufgabe in beiden Läufen</translation>
    </message>
    <message>
        <source>Inputs of the task</source>
        <translation>Eingaben der Aufgabe</translation>
    </message>
    <message>
        <source>Outputs of the task</source>
        <translation>Ausgaben der Aufgabe</translation>
    </message>
    <message>
        <source>Input of the task</source>
        <translation>Eingabe der Aufgabe</translation>
    </message>
    <message>
        <source>Output of the task</source>
        <translation>Ausgabe der Aufgabe</translation>
    </message>
    <message>
        <source>Compare runs</source>
        <translation>Läufe vergleichen</translation>
    </message>
    <message>
        <source>Loading both runs…</source>
        <translation>Beide Läufe werden geladen…</translation>
    </message>
    <message>
        <source>This is as of the last answer. %1</source>
        <translation>Dies entspricht dem Stand der letzten Antwort. %1</translation>
    </message>
    <message>
        <source>Show it</source>
        <translation>Anzeigen</translation>
    </message>
    <message>
        <source>%1 (differs)</source>
        <translation>%1 (abweichend)</translation>
    </message>
    <message>
        <source>Path (%1)</source>
        <translation>Pfad (%1)</translation>
    </message>
    <message>
        <source>… compared so far.</source>
        <translation>… bisher verglichen.</translation>
    </message>
    <message>
        <source>Select a task to compare what it got and what it put out.</source>
        <translation>Eine Aufgabe auswählen, um zu vergleichen, was sie erhalten und was sie ausgegeben hat.</translation>
    </message>
    <message>
        <source>no such task</source>
        <translation>keine solche Aufgabe</translation>
    </message>
    <message numerus="yes">
        <source>%1, last of %n time(s)</source>
        <translation>
            <numerusform>%1, letzter von %n Durchlauf</numerusform>
            <numerusform>%1, letzter von %n Durchläufen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 · A: %2 · B: %3</source>
        <translation>%1 · A: %2 · B: %3</translation>
    </message>
    <message>
        <source>One definition</source>
        <translation>Dieselbe Definition</translation>
    </message>
    <message>
        <source>Both are runs of %1 %2.</source>
        <translation>Beide sind Läufe von %1 %2.</translation>
    </message>
    <message>
        <source>Loading both definitions…</source>
        <translation>Beide Definitionen werden geladen…</translation>
    </message>
</context>
<context>
    <name>beamline::ui::ComparedRun</name>
    <message>
        <source>Run %1</source>
        <translation>Lauf %1</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>started %1</source>
        <translation>gestartet %1</translation>
    </message>
    <message>
        <source>took %1</source>
        <translation>Dauer %1</translation>
    </message>
    <message>
        <source>for %1</source>
        <translation>seit %1</translation>
    </message>
    <message>
        <source>Open run %1, %2</source>
        <translation>Lauf %1 öffnen, %2</translation>
    </message>
</context>
<context>
    <name>beamline::ui::CompletionPopup</name>
    <message>
        <source>Completions</source>
        <translation>Vervollständigungen</translation>
    </message>
</context>
<context>
    <name>beamline::ui::CompletionText</name>
    <message>
        <source>expression</source>
        <translation>Ausdruck</translation>
    </message>
    <message>
        <source>tasks</source>
        <translation>Aufgaben</translation>
    </message>
    <message>
        <source>list</source>
        <translation>Liste</translation>
    </message>
    <message>
        <source>word</source>
        <translation>Wort</translation>
    </message>
    <message>
        <source>name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>true oder false</translation>
    </message>
    <message>
        <source>text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>number</source>
        <translation>Zahl</translation>
    </message>
    <message>
        <source>time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>next task</source>
        <translation>nächste Aufgabe</translation>
    </message>
    <message>
        <source>function</source>
        <translation>Funktion</translation>
    </message>
    <message>
        <source>anything</source>
        <translation>beliebig</translation>
    </message>
    <message>
        <source>object</source>
        <translation>Objekt</translation>
    </message>
    <message>
        <source>%1 · %2, required</source>
        <translation>%1 · %2, erforderlich</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Default: %1</source>
        <translation>Standard: %1</translation>
    </message>
    <message>
        <source>%1, required</source>
        <translation>%1, erforderlich</translation>
    </message>
    <message>
        <source>use.functions</source>
        <translation>use.functions</translation>
    </message>
    <message>
        <source>language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>task</source>
        <translation>Aufgabe</translation>
    </message>
</context>
<context>
    <name>beamline::ui::ConnectionBand</name>
    <message>
        <source>Looking only: %1</source>
        <translation>Nur lesend: %1</translation>
    </message>
    <message>
        <source>PRODUCTION · %1 · looking only</source>
        <translation>PRODUKTION · %1 · nur lesend</translation>
    </message>
    <message>
        <source>PRODUCTION · %1</source>
        <translation>PRODUKTION · %1</translation>
    </message>
</context>
<context>
    <name>beamline::ui::ConnectionBar</name>
    <message>
        <source>What you see is as of %1, %2.</source>
        <translation>Stand der Anzeige: %1, %2.</translation>
    </message>
    <message>
        <source>The engine cannot be reached.</source>
        <translation>Die Engine ist nicht erreichbar.</translation>
    </message>
    <message>
        <source>Connecting: the engine has not answered yet.</source>
        <translation>Verbindungsaufbau: Die Engine hat noch nicht geantwortet.</translation>
    </message>
    <message>
        <source>Connecting: the engine has not answered yet. %1</source>
        <translation>Verbindungsaufbau: Die Engine hat noch nicht geantwortet. %1</translation>
    </message>
    <message>
        <source>Synchronizing: everything is being read anew. %1 %2</source>
        <translation>Synchronisierung: Alles wird neu gelesen. %1 %2</translation>
    </message>
    <message>
        <source>Refused: %1 %2</source>
        <translation>Abgewiesen: %1 %2</translation>
    </message>
    <message>
        <source>Reconnect</source>
        <translation>Neu verbinden</translation>
    </message>
</context>
<context>
    <name>beamline::ui::ConnectionBook</name>
    <message>
        <source>Embedded engine</source>
        <translation>Eingebettete Engine</translation>
    </message>
    <message>
        <source>There is a connection called “%1” already.</source>
        <translation>Es gibt bereits eine Verbindung namens „%1“.</translation>
    </message>
    <message>
        <source>There are %1 connections already: remove one first.</source>
        <translation>Es gibt bereits %1 Verbindungen: zuerst eine entfernen.</translation>
    </message>
    <message>
        <source>No secret is kept for this connection.</source>
        <translation>Für diese Verbindung ist kein Geheimnis gespeichert.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::ConnectionCard</name>
    <message>
        <source>cannot be reached</source>
        <translation>nicht erreichbar</translation>
    </message>
    <message>
        <source>production</source>
        <translation>Produktion</translation>
    </message>
    <message>
        <source>Connection: %1, %2</source>
        <translation>Verbindung: %1, %2</translation>
    </message>
</context>
<context>
    <name>beamline::ui::ConnectionDialog</name>
    <message>
        <source>Nobody signs in</source>
        <translation>Ohne Anmeldung</translation>
    </message>
    <message>
        <source>User and password</source>
        <translation>Benutzer und Passwort</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>NKey seed</source>
        <translation>NKey-Seed</translation>
    </message>
    <message>
        <source>Credentials (.creds)</source>
        <translation>Zugangsdaten (.creds)</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Seed</translation>
    </message>
    <message>
        <source>Credentials</source>
        <translation>Zugangsdaten</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Auswählen…</translation>
    </message>
    <message>
        <source>%1 is too long for credentials. Choose a .creds file.</source>
        <translation>%1 ist zu lang für Zugangsdaten. Eine .creds-Datei wählen.</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>%1 ist nicht lesbar: %2</translation>
    </message>
    <message>
        <source>How %1 looks</source>
        <translation>Darstellung von %1</translation>
    </message>
    <message>
        <source>Add a connection</source>
        <translation>Verbindung hinzufügen</translation>
    </message>
    <message>
        <source>Edit the connection</source>
        <translation>Verbindung bearbeiten</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Production Europe</source>
        <translation>Produktion Europa</translation>
    </message>
    <message>
        <source>Servers</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>nats://host:4222, several with commas</source>
        <translation>nats://host:4222, mehrere durch Kommas getrennt</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Anmeldung</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>Secret</source>
        <translation>Geheimnis</translation>
    </message>
    <message>
        <source>Authorities</source>
        <translation>Zertifizierungsstellen</translation>
    </message>
    <message>
        <source>PEM file; empty: those of the system</source>
        <translation>PEM-Datei; leer: die des Systems</translation>
    </message>
    <message>
        <source>Choose the file of the authorities</source>
        <translation>Datei der Zertifizierungsstellen wählen</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>Zertifikat</translation>
    </message>
    <message>
        <source>PEM file, with its key; empty: none</source>
        <translation>PEM-Datei, mit zugehörigem Schlüssel; leer: keines</translation>
    </message>
    <message>
        <source>Choose the file of the certificate</source>
        <translation>Zertifikatsdatei wählen</translation>
    </message>
    <message>
        <source>Its key</source>
        <translation>Zugehöriger Schlüssel</translation>
    </message>
    <message>
        <source>PEM file</source>
        <translation>PEM-Datei</translation>
    </message>
    <message>
        <source>Choose the file of the key</source>
        <translation>Schlüsseldatei wählen</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Testen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Choose the .creds file</source>
        <translation>Die .creds-Datei wählen</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Farbe</translation>
    </message>
    <message>
        <source>Production: a band with its name over every page</source>
        <translation>Produktion: ein Band mit ihrem Namen über jeder Seite</translation>
    </message>
    <message>
        <source>Looking only: nothing is changed over this connection</source>
        <translation>Nur lesend: Über diese Verbindung wird nichts geändert</translation>
    </message>
    <message>
        <source>One is kept; leave it empty to keep that.</source>
        <translation>Eines ist gespeichert; leer lassen, um es zu behalten.</translation>
    </message>
    <message>
        <source>The text of the .creds file</source>
        <translation>Der Text der .creds-Datei</translation>
    </message>
    <message>
        <source>Kept until Beamline ends, because no keychain answers here.</source>
        <translation>Wird bis zum Beenden von Beamline aufbewahrt, da hier kein Schlüsselbund antwortet.</translation>
    </message>
    <message>
        <source>It goes into the keychain of this desktop; where there is none it is kept until Beamline ends.</source>
        <translation>Wird im Schlüsselbund dieses Desktops abgelegt; gibt es keinen, wird es bis zum Beenden von Beamline aufbewahrt.</translation>
    </message>
    <message>
        <source>It is being tested…</source>
        <translation>Test läuft…</translation>
    </message>
    <message>
        <source>Its secret is kept until Beamline ends, then it has to be entered again. %1</source>
        <translation>Das Geheimnis wird bis zum Beenden von Beamline aufbewahrt, danach muss es erneut eingegeben werden. %1</translation>
    </message>
    <message>
        <source>Tenant</source>
        <translation>Mandant</translation>
    </message>
    <message>
        <source>As whose member you ask; empty: of no one tenant</source>
        <translation>Als wessen Mitglied gefragt wird; leer: keines bestimmten Mandanten</translation>
    </message>
</context>
<context>
    <name>beamline::ui::ConnectionListModel</name>
    <message>
        <source>Embedded</source>
        <translation>Eingebettet</translation>
    </message>
    <message>
        <source>NATS context</source>
        <translation>NATS-Kontext</translation>
    </message>
    <message>
        <source>Own</source>
        <translation>Eigene</translation>
    </message>
    <message>
        <source>production</source>
        <translation>Produktion</translation>
    </message>
    <message>
        <source>looking only</source>
        <translation>nur lesend</translation>
    </message>
    <message>
        <source>Cannot be used</source>
        <translation>Nicht verwendbar</translation>
    </message>
    <message>
        <source>No secret kept</source>
        <translation>Kein Geheimnis gespeichert</translation>
    </message>
    <message>
        <source>Not open</source>
        <translation>Nicht geöffnet</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Verbindung</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Leads to</source>
        <translation>Führt zu</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>%1, as a member of %2</source>
        <translation>%1, als Mitglied von %2</translation>
    </message>
</context>
<context>
    <name>beamline::ui::ConnectionLookText</name>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>Blau</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>Grün</translation>
    </message>
    <message>
        <source>Amber</source>
        <translation>Bernstein</translation>
    </message>
    <message>
        <source>Violet</source>
        <translation>Violett</translation>
    </message>
    <message>
        <source>Red</source>
        <translation>Rot</translation>
    </message>
    <message>
        <source>data as of %1</source>
        <translation>Daten vom Stand %1</translation>
    </message>
</context>
<context>
    <name>beamline::ui::ConnectionProfileText</name>
    <message>
        <source>“%1” is no address: write it as nats://host:4222.</source>
        <translation>„%1“ ist keine Adresse: in der Form nats://host:4222 angeben.</translation>
    </message>
    <message>
        <source>“%1” begins with %2, which Beamline does not speak: use nats:// or tls://.</source>
        <translation>„%1“ beginnt mit %2, das Beamline nicht unterstützt: nats:// oder tls:// verwenden.</translation>
    </message>
    <message>
        <source>“%1” holds a user or a password: give them below, where they are kept safely.</source>
        <translation>„%1“ enthält einen Benutzer oder ein Passwort: unten angeben, dort werden sie sicher aufbewahrt.</translation>
    </message>
    <message>
        <source>%1 %2 cannot be read.</source>
        <translation>%1 %2 ist nicht lesbar.</translation>
    </message>
    <message>
        <source>Give the connection a name.</source>
        <translation>Der Verbindung einen Namen geben.</translation>
    </message>
    <message>
        <source>The name is longer than %1 letters.</source>
        <translation>Der Name ist länger als %1 Zeichen.</translation>
    </message>
    <message>
        <source>Give the address of at least one NATS server.</source>
        <translation>Die Adresse mindestens eines NATS-Servers angeben.</translation>
    </message>
    <message>
        <source>More than %1 servers: the others are learned from the first that answers.</source>
        <translation>Mehr als %1 Server: Die anderen werden vom ersten, der antwortet, mitgeteilt.</translation>
    </message>
    <message>
        <source>Give the user&apos;s name.</source>
        <translation>Den Benutzernamen angeben.</translation>
    </message>
    <message>
        <source>A client certificate and its key go together: give both files or none.</source>
        <translation>Ein Client-Zertifikat und sein Schlüssel gehören zusammen: beide Dateien oder keine angeben.</translation>
    </message>
    <message>
        <source>The file of authorities</source>
        <translation>Die Datei der Zertifizierungsstellen</translation>
    </message>
    <message>
        <source>The client certificate</source>
        <translation>Das Client-Zertifikat</translation>
    </message>
    <message>
        <source>The key</source>
        <translation>Der Schlüssel</translation>
    </message>
    <message>
        <source>in this program, on this computer</source>
        <translation>in diesem Programm, auf diesem Computer</translation>
    </message>
    <message>
        <source>NATS context %1</source>
        <translation>NATS-Kontext %1</translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 und %2 weitere</translation>
    </message>
    <message>
        <source>A tenant is one name of at most %1 letters, without blanks.</source>
        <translation>Ein Mandant ist ein Name von höchstens %1 Zeichen, ohne Leerzeichen.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::ConnectionStateText</name>
    <message>
        <source>Connecting</source>
        <translation>Wird verbunden</translation>
    </message>
    <message>
        <source>Synchronizing</source>
        <translation>Wird synchronisiert</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>Verbunden</translation>
    </message>
    <message>
        <source>Stale</source>
        <translation>Veraltet</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Abgewiesen</translation>
    </message>
    <message>
        <source>This computer has slept, or its clock was set.</source>
        <translation>Dieser Computer war im Ruhezustand, oder seine Uhr wurde gestellt.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::ConnectionsPage</name>
    <message>
        <source>Result of the test</source>
        <translation>Ergebnis des Tests</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Entfernen…</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>Bearbeiten…</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Testen</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>Hinzufügen…</translation>
    </message>
    <message>
        <source>Open in new window</source>
        <translation>In neuem Fenster öffnen</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>Verbindungen</translation>
    </message>
    <message>
        <source>Select a connection first.</source>
        <translation>Zuerst eine Verbindung auswählen.</translation>
    </message>
    <message>
        <source>Use it in this window.</source>
        <translation>In diesem Fenster verwenden.</translation>
    </message>
    <message>
        <source>Use it beside the one of this window.</source>
        <translation>Neben der Verbindung dieses Fensters verwenden.</translation>
    </message>
    <message>
        <source>Try each step of connecting and say what was found.</source>
        <translation>Jeden Schritt des Verbindens ausprobieren und die Befunde nennen.</translation>
    </message>
    <message>
        <source>One is being tested…</source>
        <translation>Ein Test läuft bereits…</translation>
    </message>
    <message>
        <source>Change it.</source>
        <translation>Die Verbindung ändern.</translation>
    </message>
    <message>
        <source>Forget it, with its secret.</source>
        <translation>Die Verbindung samt Geheimnis vergessen.</translation>
    </message>
    <message>
        <source>The embedded engine and contexts cannot be removed here.</source>
        <translation>Die eingebettete Engine und Kontexte lassen sich hier nicht entfernen.</translation>
    </message>
    <message>
        <source>A window is on it: close that or switch it first.</source>
        <translation>Ein Fenster verwendet sie: dieses zuerst schließen oder umschalten.</translation>
    </message>
    <message>
        <source>to choose from</source>
        <translation>zur Auswahl</translation>
    </message>
    <message>
        <source>Remove the connection %1?</source>
        <translation>Verbindung %1 entfernen?</translation>
    </message>
    <message>
        <source>Its address and its secret are forgotten. Nothing changes at the other end.</source>
        <translation>Ihre Adresse und ihr Geheimnis werden vergessen. Auf der Gegenseite ändert sich nichts.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Beibehalten</translation>
    </message>
    <message>
        <source>%1 is removed.</source>
        <translation>%1 ist entfernt.</translation>
    </message>
    <message>
        <source>Test of %1</source>
        <translation>Test von %1</translation>
    </message>
    <message>
        <source>Contexts are read from the folder of the nats command line and never written. Of them and of the embedded engine tenant, colour, production and looking only can be set.</source>
        <translation>Kontexte werden aus dem Ordner des Befehls nats gelesen und nie geschrieben. Bei ihnen und der eingebetteten Engine lassen sich nur Mandant, Farbe, Produktion und „nur lesend“ einstellen.</translation>
    </message>
    <message>
        <source>Give it a tenant or a colour, or mark it as production.</source>
        <translation>Einen Mandanten oder eine Farbe zuweisen oder als Produktion kennzeichnen.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::ContentStack</name>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
</context>
<context>
    <name>beamline::ui::DeadLetterModel</name>
    <message>
        <source>Fault without an error</source>
        <translation>Fehlschlag ohne Fehlerangabe</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Workflow</source>
        <translation>Workflow</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Aufgabe</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>First</source>
        <translation>Erster</translation>
    </message>
    <message>
        <source>Last</source>
        <translation>Letzter</translation>
    </message>
    <message>
        <source>%1/%2, version %3</source>
        <translation>%1/%2, Version %3</translation>
    </message>
    <message>
        <source>%1, dry run</source>
        <translation>%1, Probelauf</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n run(s)</source>
        <translation>
            <numerusform>%1, %n Lauf</numerusform>
            <numerusform>%1, %n Läufe</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>beamline::ui::DeadLettersPage</name>
    <message>
        <source>Filter by workflow, run, error or label</source>
        <translation>Nach Workflow, Lauf, Fehler oder Label filtern</translation>
    </message>
    <message>
        <source>Open run</source>
        <translation>Lauf öffnen</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Edit and retry…</source>
        <translation>Bearbeiten und wiederholen…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>Discard…</source>
        <translation>Verwerfen…</translation>
    </message>
    <message>
        <source>Dead letters</source>
        <translation>Fehlläufe</translation>
    </message>
    <message>
        <source>Loading dead letters…</source>
        <translation>Fehlläufe werden geladen…</translation>
    </message>
    <message>
        <source>No dead letter fits</source>
        <translation>Kein Fehllauf passt</translation>
    </message>
    <message>
        <source>No faulted run matches the text you filter by.</source>
        <translation>Kein fehlgeschlagener Lauf entspricht dem Filtertext.</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>Filter aufheben</translation>
    </message>
    <message>
        <source>No dead letters</source>
        <translation>Keine Fehlläufe</translation>
    </message>
    <message>
        <source>A run that faults comes here and waits for you: grouped by its error, with the data of the task that failed. Retry it as it is, or with an input that you mend, export it, or discard it.</source>
        <translation>Ein fehlgeschlagener Lauf kommt hierher und wartet auf Sie: gruppiert nach seinem Fehler, mit den Daten der fehlgeschlagenen Aufgabe. Unverändert oder mit korrigierter Eingabe wiederholen, exportieren oder verwerfen.</translation>
    </message>
    <message>
        <source>See runs</source>
        <translation>Läufe ansehen</translation>
    </message>
    <message>
        <source>These rows are as of the last answer. %1</source>
        <translation>Diese Zeilen entsprechen dem Stand der letzten Antwort. %1</translation>
    </message>
    <message>
        <source>newest %1</source>
        <translation>neueste %1</translation>
    </message>
    <message>
        <source>There are more: filter to see them.</source>
        <translation>Es gibt weitere: filtern, um sie zu sehen.</translation>
    </message>
    <message>
        <source>The engine is being asked…</source>
        <translation>Die Engine wird gefragt…</translation>
    </message>
    <message>
        <source>Select runs, or a whole group, first.</source>
        <translation>Zuerst Läufe oder eine ganze Gruppe auswählen.</translation>
    </message>
    <message>
        <source>Show this run with its graph and history.</source>
        <translation>Diesen Lauf mit Graph und Verlauf anzeigen.</translation>
    </message>
    <message>
        <source>Select one run.</source>
        <translation>Einen Lauf auswählen.</translation>
    </message>
    <message>
        <source>Go on at the task that failed, with the input it had.</source>
        <translation>Bei der fehlgeschlagenen Aufgabe mit deren bisheriger Eingabe weitermachen.</translation>
    </message>
    <message>
        <source>Shows first what would happen to each of the runs.</source>
        <translation>Zeigt zuerst, was mit jedem der Läufe geschehen würde.</translation>
    </message>
    <message>
        <source>Mend the input of the task that failed, then go on there.</source>
        <translation>Die Eingabe der fehlgeschlagenen Aufgabe korrigieren, dann dort weitermachen.</translation>
    </message>
    <message>
        <source>An input is mended for one run at a time.</source>
        <translation>Eine Eingabe wird jeweils nur für einen Lauf korrigiert.</translation>
    </message>
    <message>
        <source>Write run, error, input and history as JSON to a file.</source>
        <translation>Lauf, Fehler, Eingabe und Verlauf als JSON in eine Datei schreiben.</translation>
    </message>
    <message>
        <source>A file takes at most %1 runs.</source>
        <translation>Eine Datei nimmt höchstens %1 Läufe auf.</translation>
    </message>
    <message>
        <source>Ends them for good; error and history stay readable.</source>
        <translation>Endgültig verwerfen; Fehler und Verlauf bleiben lesbar.</translation>
    </message>
    <message>
        <source>Looking at the run</source>
        <translation>Abfrage des Laufs</translation>
    </message>
    <message>
        <source>Run %1 goes on.</source>
        <translation>Lauf %1 geht weiter.</translation>
    </message>
    <message>
        <source>Retrying the run</source>
        <translation>Wiederholung des Laufs</translation>
    </message>
    <message>
        <source>The run is %1 by now.</source>
        <translation>Status des Laufs inzwischen: %1.</translation>
    </message>
    <message>
        <source>No task of this run can take another input: what failed was in the middle of its work, or had done it. Retry it as it is, or start a new run.</source>
        <translation>Keine Aufgabe dieses Laufs kann eine andere Eingabe annehmen: Was fehlgeschlagen ist, war mitten in seiner Arbeit oder hatte sie bereits erledigt. Unverändert wiederholen oder einen neuen Lauf starten.</translation>
    </message>
    <message>
        <source>Run %1 goes on with the new input.</source>
        <translation>Lauf %1 geht mit der neuen Eingabe weiter.</translation>
    </message>
    <message>
        <source>Export dead letters</source>
        <translation>Fehlläufe exportieren</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>Exporting</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>%1 was not written: %2.</source>
        <translation>%1 wurde nicht geschrieben: %2.</translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) exported to %1.</source>
        <translation>
            <numerusform>%n Lauf nach %1 exportiert.</numerusform>
            <numerusform>%n Läufe nach %1 exportiert.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>faulted</source>
        <comment>that many runs</comment>
        <translation>
            <numerusform>fehlgeschlagen</numerusform>
            <numerusform>fehlgeschlagen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>kind(s) of error</source>
        <translation>
            <numerusform>Fehlerart</numerusform>
            <numerusform>Fehlerarten</numerusform>
        </translation>
    </message>
    <message>
        <source>Re-run…</source>
        <translation>Neu ausführen…</translation>
    </message>
    <message>
        <source>Begin new runs, on another version when that mends them.</source>
        <translation>Neue Läufe beginnen, auf einer anderen Version, wenn diese den Fehler behebt.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::DecisionListModel</name>
    <message>
        <source>Decided</source>
        <translation>Entschieden</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Anfrage</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>Anbieter</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>Erwartet</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Kosten</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Ohne</translation>
    </message>
    <message>
        <source>Request %1
Trace %2
Decision %3</source>
        <translation>Anfrage %1
Trace %2
Entscheidung %3</translation>
    </message>
</context>
<context>
    <name>beamline::ui::DecisionOutbox</name>
    <message>
        <source>The data shown with it is another.</source>
        <translation>Die dazu angezeigten Daten haben sich geändert.</translation>
    </message>
    <message>
        <source>%1 was %2 and is %3.</source>
        <translation>%1 war %2 und ist jetzt %3.</translation>
    </message>
    <message>
        <source>%1 is new: %2.</source>
        <translation>%1 ist neu: %2.</translation>
    </message>
    <message>
        <source>%1 has gone.</source>
        <translation>%1 ist weggefallen.</translation>
    </message>
    <message>
        <source>It was approved meanwhile, last by %1.</source>
        <translation>Inzwischen freigegeben, zuletzt von %1.</translation>
    </message>
    <message>
        <source>It was rejected meanwhile by %1.</source>
        <translation>Inzwischen abgelehnt von %1.</translation>
    </message>
    <message>
        <source>It has expired meanwhile.</source>
        <translation>Inzwischen abgelaufen.</translation>
    </message>
    <message>
        <source>It was withdrawn meanwhile.</source>
        <translation>Inzwischen zurückgezogen.</translation>
    </message>
    <message>
        <source>Its subject was “%1” and is “%2”.</source>
        <translation>Der Betreff war „%1“ und ist jetzt „%2“.</translation>
    </message>
    <message>
        <source>Its summary is another.</source>
        <translation>Die Zusammenfassung hat sich geändert.</translation>
    </message>
    <message>
        <source>Its risk is another.</source>
        <translation>Das Risiko hat sich geändert.</translation>
    </message>
    <message>
        <source>Others may decide it.</source>
        <translation>Andere dürfen darüber entscheiden.</translation>
    </message>
    <message>
        <source>Its form asks for something else.</source>
        <translation>Das Formular fragt nach etwas anderem.</translation>
    </message>
    <message>
        <source>What happens next is another.</source>
        <translation>Was als Nächstes geschieht, hat sich geändert.</translation>
    </message>
    <message>
        <source>Decisions that waited to be delivered could not be read; the file was put aside as %1. Decide again what is still open.</source>
        <translation>Entscheidungen, die noch zu übermitteln waren, konnten nicht gelesen werden; die Datei wurde als %1 beiseitegelegt. Erneut entscheiden, was noch offen ist.</translation>
    </message>
    <message>
        <source>Decisions that wait to be delivered cannot be read: look at the file %1.</source>
        <translation>Entscheidungen, die noch zu übermitteln sind, können nicht gelesen werden: Datei %1 prüfen.</translation>
    </message>
    <message>
        <source>The file that kept it was changed outside of Beamline, so it is not delivered.</source>
        <translation>Die Datei, in der sie gespeichert war, wurde außerhalb von Beamline geändert; sie wird deshalb nicht übermittelt.</translation>
    </message>
    <message>
        <source>The decision cannot be kept in %1: %2.</source>
        <translation>Die Entscheidung kann nicht in %1 gespeichert werden: %2.</translation>
    </message>
    <message>
        <source>%1 decisions wait to be delivered already: connect first.</source>
        <translation>%1 Entscheidungen warten bereits auf Übermittlung: zuerst verbinden.</translation>
    </message>
    <message numerus="yes">
        <source>It needed %1 and needs %n approval(s).</source>
        <translation>
            <numerusform>Erforderlich waren %1, jetzt ist %n Freigabe erforderlich.</numerusform>
            <numerusform>Erforderlich waren %1, jetzt sind %n Freigaben erforderlich.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>beamline::ui::DecisionPane</name>
    <message>
        <source>Approval</source>
        <translation>Freigabe</translation>
    </message>
    <message>
        <source>What you write cannot be kept in %1: it is lost when the program ends. Free some space, or see who may write there.</source>
        <translation>Was Sie schreiben, kann nicht in %1 gespeichert werden: Es geht verloren, wenn das Programm endet. Speicherplatz freigeben oder prüfen, wer dort schreiben darf.</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>Freigeben</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>Ablehnen</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Kommentar</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>Zusammenfassung</translation>
    </message>
    <message>
        <source>What happens next</source>
        <translation>Was als Nächstes geschieht</translation>
    </message>
    <message>
        <source>Fill in</source>
        <translation>Auszufüllen</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>Kontext</translation>
    </message>
    <message>
        <source>Decisions</source>
        <translation>Entscheidungen</translation>
    </message>
    <message>
        <source>Type the subject to approve</source>
        <translation>Zum Freigeben den Betreff eingeben</translation>
    </message>
    <message>
        <source>Comment (kept with the decision)</source>
        <translation>Kommentar (wird mit der Entscheidung gespeichert)</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>What else can be done with it</source>
        <translation>Was sich sonst damit tun lässt</translation>
    </message>
    <message>
        <source>High risk, its workflow says: a mistake is hard to take back. Type &lt;b&gt;%1&lt;/b&gt; to approve.</source>
        <translation>Hohes Risiko laut Workflow: Ein Irrtum lässt sich kaum zurücknehmen. Zum Freigeben &lt;b&gt;%1&lt;/b&gt; eingeben.</translation>
    </message>
    <message>
        <source>Being decided…</source>
        <translation>Wird entschieden…</translation>
    </message>
    <message>
        <source>Decision not taken</source>
        <translation>Entscheidung nicht angenommen</translation>
    </message>
    <message>
        <source>Approving…</source>
        <translation>Wird freigegeben…</translation>
    </message>
    <message>
        <source>Rejecting…</source>
        <translation>Wird abgelehnt…</translation>
    </message>
    <message>
        <source>Waiting to be delivered</source>
        <translation>Wartet auf Übermittlung</translation>
    </message>
    <message>
        <source>raised by %1 %2</source>
        <translation>angefragt von %1 %2</translation>
    </message>
    <message>
        <source>requested by %1</source>
        <translation>angefordert von %1</translation>
    </message>
    <message>
        <source>Raised %1
Due %2</source>
        <translation>Angefragt %1
Fällig %2</translation>
    </message>
    <message>
        <source>Raised %1</source>
        <translation>Angefragt %1</translation>
    </message>
    <message>
        <source>Decisions (%1 of %2)</source>
        <translation>Entscheidungen (%1 von %2)</translation>
    </message>
    <message>
        <source>None yet.</source>
        <translation>Noch keine.</translation>
    </message>
    <message>
        <source>Select an approval first.</source>
        <translation>Zuerst eine Freigabe auswählen.</translation>
    </message>
    <message>
        <source>It is decided: %1.</source>
        <translation>Bereits entschieden: %1.</translation>
    </message>
    <message>
        <source>The engine is being asked…</source>
        <translation>Die Engine wird gefragt…</translation>
    </message>
    <message>
        <source>. It is kept, and delivered when the engine can be reached.</source>
        <translation>. Wird gespeichert und übermittelt, sobald die Engine erreichbar ist.</translation>
    </message>
    <message>
        <source>Type the subject above first: the risk is high.</source>
        <translation>Zuerst oben den Betreff eingeben: Das Risiko ist hoch.</translation>
    </message>
    <message>
        <source>Keep the comment without deciding</source>
        <translation>Kommentar speichern, ohne zu entscheiden</translation>
    </message>
    <message>
        <source>Write a comment</source>
        <translation>Kommentar schreiben</translation>
    </message>
    <message>
        <source>Fill in the form first: what is missing is marked.</source>
        <translation>Zuerst das Formular ausfüllen: Was fehlt, ist markiert.</translation>
    </message>
    <message>
        <source>It was not approved</source>
        <translation>Sie wurde nicht freigegeben</translation>
    </message>
    <message>
        <source>It was not rejected</source>
        <translation>Sie wurde nicht abgelehnt</translation>
    </message>
    <message>
        <source>The comment was not kept</source>
        <translation>Der Kommentar wurde nicht gespeichert</translation>
    </message>
    <message>
        <source>Look at what became of your decision first, above.</source>
        <translation>Zuerst oben ansehen, was aus Ihrer Entscheidung geworden ist.</translation>
    </message>
    <message>
        <source>Your decision is about to be sent: undo it to decide otherwise.</source>
        <translation>Ihre Entscheidung wird gleich gesendet: rückgängig machen, um anders zu entscheiden.</translation>
    </message>
    <message>
        <source>Your decision waits to be delivered: withdraw it to decide otherwise.</source>
        <translation>Ihre Entscheidung wartet auf Übermittlung: zurückziehen, um anders zu entscheiden.</translation>
    </message>
    <message>
        <source>Approving… It counts when the engine has it.</source>
        <translation>Wird freigegeben… Es gilt, sobald die Engine es hat.</translation>
    </message>
    <message>
        <source>Rejecting… It counts when the engine has it.</source>
        <translation>Wird abgelehnt… Es gilt, sobald die Engine es hat.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Your decision is being delivered…</source>
        <translation>Ihre Entscheidung wird übermittelt…</translation>
    </message>
    <message>
        <source>Waiting to be delivered: your approval of %1. It counts when the engine has it.</source>
        <translation>Wartet auf Übermittlung: Ihre Freigabe von %1. Sie gilt, sobald die Engine sie hat.</translation>
    </message>
    <message>
        <source>Waiting to be delivered: your rejection of %1. It counts when the engine has it.</source>
        <translation>Wartet auf Übermittlung: Ihre Ablehnung von %1. Sie gilt, sobald die Engine sie hat.</translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation>Zurückziehen</translation>
    </message>
    <message>
        <source>Your decision of %1 was not taken: %2</source>
        <translation>Ihre Entscheidung von %1 wurde nicht angenommen: %2</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Ausblenden</translation>
    </message>
    <message>
        <source>It has just come up. Look at it first, then decide.</source>
        <translation>Gerade erst erschienen. Zuerst ansehen, dann entscheiden.</translation>
    </message>
    <message>
        <source>Your decision is being kept…</source>
        <translation>Ihre Entscheidung wird gespeichert…</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Wird gesichert…</translation>
    </message>
    <message>
        <source>The risk is high: type its subject here, then approve.</source>
        <translation>Das Risiko ist hoch: Geben Sie hier den Betreff ein, dann freigeben.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::DecisionWhyPane</name>
    <message>
        <source>Way of the decision</source>
        <translation>Weg der Entscheidung</translation>
    </message>
    <message>
        <source>Candidates</source>
        <translation>Kandidaten</translation>
    </message>
    <message>
        <source>No decision selected</source>
        <translation>Keine Entscheidung ausgewählt</translation>
    </message>
    <message>
        <source>Select one above to see why it went where it went.</source>
        <translation>Oben eine auswählen, um zu sehen, warum sie dorthin ging.</translation>
    </message>
    <message>
        <source>Loading the decision…</source>
        <translation>Entscheidung wird geladen…</translation>
    </message>
    <message>
        <source>No provider</source>
        <translation>Kein Anbieter</translation>
    </message>
    <message>
        <source>%1 · request %2 · version %3</source>
        <translation>%1 · Anfrage %2 · Version %3</translation>
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
        <translation>Bereitgestelltes wird geprüft…</translation>
    </message>
    <message>
        <source>Compare with version</source>
        <translation>Mit Version vergleichen</translation>
    </message>
    <message>
        <source>F8 goes to the next difference.</source>
        <translation>F8 springt zum nächsten Unterschied.</translation>
    </message>
    <message>
        <source>Back to the text</source>
        <translation>Zurück zum Text</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Deploy</source>
        <translation>Bereitstellen</translation>
    </message>
    <message>
        <source>Deploy a workflow</source>
        <translation>Workflow bereitstellen</translation>
    </message>
    <message>
        <source>Compare versions</source>
        <translation>Versionen vergleichen</translation>
    </message>
    <message>
        <source>against %1 (latest)</source>
        <translation>gegenüber %1 (neueste)</translation>
    </message>
    <message>
        <source>against %1</source>
        <translation>gegenüber %1</translation>
    </message>
    <message>
        <source>A new workflow</source>
        <translation>Neuer Workflow</translation>
    </message>
    <message>
        <source>No version of %1 is deployed in the namespace %2 yet: there is nothing to compare with.</source>
        <translation>Im Namespace %2 ist noch keine Version von %1 bereitgestellt: Es gibt nichts zum Vergleichen.</translation>
    </message>
    <message>
        <source>very different</source>
        <translation>sehr verschieden</translation>
    </message>
    <message>
        <source>The same text</source>
        <translation>Derselbe Text</translation>
    </message>
    <message>
        <source>It differs in nothing from this version.</source>
        <translation>Er unterscheidet sich in nichts von dieser Version.</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Raise the version first.</source>
        <translation>Zuerst die Version erhöhen.</translation>
    </message>
    <message>
        <source>%1 is deployed already. A deployed version never changes: a new text needs a new version.</source>
        <translation>%1 ist bereits bereitgestellt. Eine bereitgestellte Version ändert sich nie: Ein neuer Text braucht eine neue Version.</translation>
    </message>
    <message>
        <source>Use %1</source>
        <translation>%1 verwenden</translation>
    </message>
</context>
<context>
    <name>beamline::ui::DiagnosisView</name>
    <message>
        <source>passed</source>
        <translation>bestanden</translation>
    </message>
    <message>
        <source>to be looked at</source>
        <translation>zu prüfen</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>not tried</source>
        <translation>nicht versucht</translation>
    </message>
    <message>
        <source>Result of the test</source>
        <translation>Ergebnis des Tests</translation>
    </message>
    <message>
        <source>Testing…</source>
        <translation>Wird getestet…</translation>
    </message>
    <message>
        <source>Address, TLS, sign-in, permissions, JetStream and Beamline are looked at one after the other.</source>
        <translation>Adresse, TLS, Anmeldung, Berechtigungen, JetStream und Beamline werden nacheinander geprüft.</translation>
    </message>
    <message>
        <source>Not tried.</source>
        <translation>Nicht versucht.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::DiffView</name>
    <message>
        <source>What differs</source>
        <translation>Unterschied</translation>
    </message>
    <message numerus="yes">
        <source>%n equal line(s)</source>
        <translation>
            <numerusform>%n gleiche Zeile</numerusform>
            <numerusform>%n gleiche Zeilen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>… and %n more line(s).</source>
        <translation>
            <numerusform>… und %n weitere Zeile.</numerusform>
            <numerusform>… und %n weitere Zeilen.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>beamline::ui::DraftListModel</name>
    <message>
        <source>no name yet</source>
        <translation>noch kein Name</translation>
    </message>
    <message>
        <source>%1, begun from %2</source>
        <translation>%1, begonnen aus %2</translation>
    </message>
    <message>
        <source>Draft of %1, changed %2</source>
        <translation>Entwurf von %1, geändert %2</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>Entwurf</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Geändert</translation>
    </message>
</context>
<context>
    <name>beamline::ui::DraftStoreText</name>
    <message>
        <source>The draft is larger than 4 MB and was not saved. Save it to a file, or make it smaller.</source>
        <translation>Der Entwurf ist größer als 4 MB und wurde nicht gespeichert. In einer Datei speichern oder verkleinern.</translation>
    </message>
    <message>
        <source>The draft was not saved: %1 cannot be made. Save it to a file.</source>
        <translation>Der Entwurf wurde nicht gespeichert: %1 kann nicht angelegt werden. In einer Datei speichern.</translation>
    </message>
    <message>
        <source>The draft was not saved: %1. Free some space, or save it to a file.</source>
        <translation>Der Entwurf wurde nicht gespeichert: %1. Speicherplatz freigeben oder in einer Datei speichern.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::DryRunEditor</name>
    <message>
        <source>What answers instead of the world</source>
        <translation>Was anstelle der Außenwelt antwortet</translation>
    </message>
    <message>
        <source>The first mock that fits a call answers it, with its &lt;tt&gt;output&lt;/tt&gt; or &lt;tt&gt;error&lt;/tt&gt;; &lt;tt&gt;*&lt;/tt&gt; in &lt;tt&gt;task&lt;/tt&gt; or &lt;tt&gt;function&lt;/tt&gt; stands for anything.</source>
        <translation>Die erste Ersatzantwort, die zu einem Aufruf passt, beantwortet ihn mit ihrem &lt;tt&gt;output&lt;/tt&gt; oder &lt;tt&gt;error&lt;/tt&gt;; &lt;tt&gt;*&lt;/tt&gt; in &lt;tt&gt;task&lt;/tt&gt; oder &lt;tt&gt;function&lt;/tt&gt; steht für Beliebiges.</translation>
    </message>
    <message>
        <source>Plan of the dry run as JSON</source>
        <translation>Plan des Probelaufs als JSON</translation>
    </message>
    <message>
        <source>No dry run can be started, as the engine suggests no mocks: %1 An engine older than this console would start a real run instead.</source>
        <translation>Es kann kein Probelauf gestartet werden, da die Engine keine Ersatzantworten vorschlägt: %1 Eine Engine, die älter als diese Konsole ist, würde stattdessen einen echten Lauf starten.</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>Erneut anfragen</translation>
    </message>
    <message>
        <source>Whether the engine knows dry runs is being asked…</source>
        <translation>Es wird angefragt, ob die Engine Probeläufe kennt…</translation>
    </message>
    <message>
        <source>The plan of a dry run is a JSON object, such as {&quot;mocks&quot;: []}.</source>
        <translation>Der Plan eines Probelaufs ist ein JSON-Objekt, etwa {&quot;mocks&quot;: []}.</translation>
    </message>
    <message>
        <source>Line %1: %2</source>
        <translation>Zeile %1: %2</translation>
    </message>
</context>
<context>
    <name>beamline::ui::DryRunModel</name>
    <message>
        <source>Mock %1</source>
        <translation>Ersatzantwort %1</translation>
    </message>
    <message>
        <source>Mock %1, an error</source>
        <translation>Ersatzantwort %1, ein Fehler</translation>
    </message>
    <message>
        <source>Refused: no mock</source>
        <translation>Verweigert: keine Ersatzantwort</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>Übersprungen</translation>
    </message>
    <message>
        <source>Waits for events</source>
        <translation>Wartet auf Ereignisse</translation>
    </message>
    <message>
        <source>Not published</source>
        <translation>Nicht veröffentlicht</translation>
    </message>
    <message>
        <source>Not started</source>
        <translation>Nicht gestartet</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Aufgabe</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Answered by</source>
        <translation>Beantwortet von</translation>
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
        <translation>Was geschehen wäre</translation>
    </message>
    <message>
        <source>Arguments</source>
        <translation>Argumente</translation>
    </message>
    <message>
        <source>Nothing yet</source>
        <translation>Noch nichts</translation>
    </message>
    <message>
        <source>Whatever this dry run would have done to the world appears here, with its arguments.</source>
        <translation>Was dieser Probelauf in der Außenwelt getan hätte, erscheint hier mit seinen Argumenten.</translation>
    </message>
    <message>
        <source>Loading what would have happened…</source>
        <translation>Was geschehen wäre, wird geladen…</translation>
    </message>
    <message>
        <source>Select a row to see its arguments.</source>
        <translation>Eine Zeile auswählen, um ihre Argumente zu sehen.</translation>
    </message>
    <message>
        <source>It takes no arguments.</source>
        <translation>Keine Argumente.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::ElidedLabel</name>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
</context>
<context>
    <name>beamline::ui::EngineSession</name>
    <message>
        <source>This is an archive: it can be read, and nothing in it can be changed.</source>
        <translation>Dies ist ein Archiv: Es kann gelesen werden, nichts darin kann geändert werden.</translation>
    </message>
    <message>
        <source>The engine has not answered yet.</source>
        <translation>Die Engine hat noch nicht geantwortet.</translation>
    </message>
    <message>
        <source>What you see is being read anew; wait until it is as the engine has it.</source>
        <translation>Was Sie sehen, wird neu gelesen; warten, bis es dem Stand der Engine entspricht.</translation>
    </message>
    <message>
        <source>The engine cannot be reached now.</source>
        <translation>Die Engine ist derzeit nicht erreichbar.</translation>
    </message>
    <message>
        <source>The engine refuses this connection.</source>
        <translation>Die Engine verweigert diese Verbindung.</translation>
    </message>
    <message>
        <source>This connection is for looking only, as its settings say.</source>
        <translation>Diese Verbindung ist laut ihren Einstellungen nur lesend.</translation>
    </message>
    <message>
        <source>This needs a newer engine (this one has %1).</source>
        <translation>Dies erfordert eine neuere Engine (diese hat %1).</translation>
    </message>
    <message>
        <source>This needs the permission %1; you have no role here.</source>
        <translation>Dies erfordert die Berechtigung %1; Sie haben hier keine Rolle.</translation>
    </message>
    <message>
        <source>This needs the permission %1, which you do not have as %2.</source>
        <translation>Dies erfordert die Berechtigung %1, die Sie als %2 nicht haben.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::ExportDialog</name>
    <message>
        <source>Export run</source>
        <translation>Lauf exportieren</translation>
    </message>
    <message>
        <source>Take %1 with you</source>
        <translation>%1 mitnehmen</translation>
    </message>
    <message>
        <source>The file holds the definition, everything that happened, and the data. Any console opens it without an engine, steps through it, and runs it again with mocks. Values of secrets are never in it.</source>
        <translation>Die Datei enthält die Definition, alles, was geschehen ist, und die Daten. Jede Konsole öffnet sie ohne Engine, geht sie schrittweise durch und führt sie mit Ersatzantworten erneut aus. Werte von Geheimnissen sind nie darin.</translation>
    </message>
    <message>
        <source>password, email, iban</source>
        <translation>password, email, iban</translation>
    </message>
    <message>
        <source>Names of members to take out</source>
        <translation>Namen der zu entfernenden Felder</translation>
    </message>
    <message>
        <source>Leave out all data: only what happened, and when</source>
        <translation>Alle Daten weglassen: nur was geschehen ist und wann</translation>
    </message>
    <message>
        <source>Take out</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Values of members with these names, in any case, and the same texts wherever else they stand. Numbers are taken out only where the member stands.</source>
        <translation>Werte von Feldern mit diesen Namen, unabhängig von Groß- und Kleinschreibung, und dieselben Texte, wo immer sie sonst stehen. Zahlen werden nur dort entfernt, wo das Feld steht.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Speichern…</translation>
    </message>
    <message>
        <source>Making the archive…</source>
        <translation>Archiv wird erstellt…</translation>
    </message>
    <message>
        <source>Archives of runs (*.beamline-run.json)</source>
        <translation>Archive von Läufen (*.beamline-run.json)</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2. Choose another place.</source>
        <translation>%1 kann nicht geschrieben werden: %2. Einen anderen Ort wählen.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::ExtensionListModel</name>
    <message>
        <source>Extension</source>
        <translation>Erweiterung</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>Success</source>
        <translation>Erfolg</translation>
    </message>
    <message>
        <source>Circuit</source>
        <translation>Sicherung</translation>
    </message>
    <message>
        <source>Last error</source>
        <translation>Letzter Fehler</translation>
    </message>
</context>
<context>
    <name>beamline::ui::ExtensionPane</name>
    <message>
        <source>Overview</source>
        <translation>Übersicht</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Revisions</source>
        <translation>Revisionen</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Save settings</source>
        <translation>Einstellungen speichern</translation>
    </message>
    <message>
        <source>Roll back to this revision</source>
        <translation>Auf diese Revision zurücksetzen</translation>
    </message>
    <message>
        <source>What it may do</source>
        <translation>Was sie darf</translation>
    </message>
    <message>
        <source>Success</source>
        <translation>Erfolg</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n call(s)</source>
        <translation>
            <numerusform>%1 von %n Aufruf</numerusform>
            <numerusform>%1 von %n Aufrufen</numerusform>
        </translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>Latenz</translation>
    </message>
    <message>
        <source>p50 %1 · p95 %2 · p99 %3</source>
        <translation>p50 %1 · p95 %2 · p99 %3</translation>
    </message>
    <message>
        <source>Circuit</source>
        <translation>Sicherung</translation>
    </message>
    <message>
        <source>Last success</source>
        <translation>Letzter Erfolg</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>Reached</source>
        <translation>Erreichbar</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Signed by</source>
        <translation>Signiert von</translation>
    </message>
    <message>
        <source>Nobody: it was not installed from a signed package</source>
        <translation>Niemand: Sie wurde nicht aus einem signierten Paket installiert</translation>
    </message>
    <message>
        <source>Registered</source>
        <translation>Registriert</translation>
    </message>
    <message>
        <source>revision %1, %2, by %3</source>
        <translation>Revision %1, %2, von %3</translation>
    </message>
    <message>
        <source>Last error</source>
        <translation>Letzter Fehler</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Nothing beyond answering.</source>
        <translation>Nichts, außer zu antworten.</translation>
    </message>
    <message>
        <source>Revision %1 was stored meanwhile. Saving yours will be refused; choose the extension anew to see theirs.</source>
        <translation>Revision %1 wurde inzwischen gespeichert. Ihre zu speichern wird verweigert; die Erweiterung neu auswählen, um die andere zu sehen.</translation>
    </message>
    <message>
        <source>Settings changed in the console</source>
        <translation>Einstellungen in der Konsole geändert</translation>
    </message>
    <message>
        <source>The settings are saved as revision %1.</source>
        <translation>Die Einstellungen sind als Revision %1 gespeichert.</translation>
    </message>
    <message>
        <source>It is as in revision %1 again, as revision %2.</source>
        <translation>Sie ist wieder wie in Revision %1, als Revision %2.</translation>
    </message>
    <message>
        <source>What it writes is kept where it runs: the engine hears only of its own processes.</source>
        <translation>Was sie schreibt, bleibt dort, wo sie läuft: Die Engine hört nur von ihren eigenen Prozessen.</translation>
    </message>
    <message>
        <source>It has written nothing on the node that answers.</source>
        <translation>Sie hat auf dem antwortenden Knoten nichts geschrieben.</translation>
    </message>
    <message>
        <source>What it wrote to its error output on the node that answers, oldest first.</source>
        <translation>Was sie auf dem antwortenden Knoten in ihre Fehlerausgabe geschrieben hat, Ältestes zuerst.</translation>
    </message>
    <message>
        <source>Select an extension first.</source>
        <translation>Zuerst eine Erweiterung auswählen.</translation>
    </message>
    <message>
        <source>The engine is being asked…</source>
        <translation>Die Engine wird gefragt…</translation>
    </message>
    <message>
        <source>Its registration is being read…</source>
        <translation>Ihre Registrierung wird gelesen…</translation>
    </message>
    <message>
        <source>Store them as a new revision.</source>
        <translation>Als neue Revision speichern.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>Make it the newest one again.</source>
        <translation>Wieder zur neuesten machen.</translation>
    </message>
    <message>
        <source>Select a revision first.</source>
        <translation>Zuerst eine Revision auswählen.</translation>
    </message>
    <message>
        <source>This one counts already.</source>
        <translation>Diese gilt bereits.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::ExtensionRegistry</name>
    <message>
        <source>Disable</source>
        <translation>Deaktivieren</translation>
    </message>
    <message>
        <source>Release</source>
        <translation>Zulassen</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Entfernen…</translation>
    </message>
    <message>
        <source>%1 is disabled.</source>
        <translation>%1 ist deaktiviert.</translation>
    </message>
    <message>
        <source>%1 is enabled.</source>
        <translation>%1 ist aktiviert.</translation>
    </message>
    <message>
        <source>%1 is released: it gets requests again.</source>
        <translation>%1 ist wieder zugelassen und erhält wieder Anfragen.</translation>
    </message>
    <message>
        <source>Extensions</source>
        <translation>Erweiterungen</translation>
    </message>
    <message>
        <source>This engine has no extensions</source>
        <translation>Diese Engine hat keine Erweiterungen</translation>
    </message>
    <message>
        <source>Loading extensions…</source>
        <translation>Erweiterungen werden geladen…</translation>
    </message>
    <message>
        <source>No extensions</source>
        <translation>Keine Erweiterungen</translation>
    </message>
    <message>
        <source>Programs in any language that change, check or answer the requests of a policy. Drop a package onto this page to install one, or register one that runs elsewhere.</source>
        <translation>Programme in beliebiger Sprache, die die Anfragen eines Regelwerks ändern, prüfen oder beantworten. Ein Paket auf dieser Seite ablegen, um eine Erweiterung zu installieren, oder eine registrieren, die anderswo läuft.</translation>
    </message>
    <message>
        <source>Install…</source>
        <translation>Installieren…</translation>
    </message>
    <message>
        <source>Register…</source>
        <translation>Registrieren…</translation>
    </message>
    <message>
        <source>This is as of the last answer. %1</source>
        <translation>Dies entspricht dem Stand der letzten Antwort. %1</translation>
    </message>
    <message>
        <source>There is no extension %1.</source>
        <translation>Es gibt keine Erweiterung %1.</translation>
    </message>
    <message>
        <source>Select an extension first.</source>
        <translation>Zuerst eine Erweiterung auswählen.</translation>
    </message>
    <message>
        <source>The engine is being asked…</source>
        <translation>Die Engine wird gefragt…</translation>
    </message>
    <message>
        <source>Enable</source>
        <translation>Aktivieren</translation>
    </message>
    <message>
        <source>Send nothing to it any more.</source>
        <translation>Nichts mehr an sie senden.</translation>
    </message>
    <message>
        <source>Send requests to it again.</source>
        <translation>Wieder Anfragen an sie senden.</translation>
    </message>
    <message>
        <source>End the quarantine and close the circuit.</source>
        <translation>Die Quarantäne beenden und die Sicherung schließen.</translation>
    </message>
    <message>
        <source>It is not in quarantine.</source>
        <translation>Sie ist nicht in Quarantäne.</translation>
    </message>
    <message>
        <source>Take it out of the registry.</source>
        <translation>Aus dem Register entfernen.</translation>
    </message>
    <message>
        <source>Remove the extension %1?</source>
        <translation>Die Erweiterung %1 entfernen?</translation>
    </message>
    <message>
        <source>Policies that name it go on without it, or refuse requests where they need it. It can be installed or registered again.</source>
        <translation>Regelwerke, die sie nennen, laufen ohne sie weiter oder verweigern Anfragen, wo sie erforderlich ist. Sie kann wieder installiert oder registriert werden.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Beibehalten</translation>
    </message>
    <message>
        <source>%1 is removed.</source>
        <translation>%1 ist entfernt.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::ExtensionRevisionModel</name>
    <message>
        <source>%1, current</source>
        <translation>%1, aktuell</translation>
    </message>
    <message>
        <source>Not signed</source>
        <translation>Nicht signiert</translation>
    </message>
    <message>
        <source>Revision</source>
        <translation>Revision</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Seit</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Signed by</source>
        <translation>Signiert von</translation>
    </message>
</context>
<context>
    <name>beamline::ui::ExtensionsPage</name>
    <message>
        <source>Pipeline (changed)</source>
        <translation>Pipeline (geändert)</translation>
    </message>
    <message>
        <source>Pipeline</source>
        <translation>Pipeline</translation>
    </message>
    <message>
        <source>Register…</source>
        <translation>Registrieren…</translation>
    </message>
    <message>
        <source>Install…</source>
        <translation>Installieren…</translation>
    </message>
    <message>
        <source>Registered extensions, pipeline or dry run</source>
        <translation>Registrierte Erweiterungen, Pipeline oder Probelauf</translation>
    </message>
    <message>
        <source>Registered</source>
        <translation>Registriert</translation>
    </message>
    <message>
        <source>Dry run</source>
        <translation>Probelauf</translation>
    </message>
    <message>
        <source>in all</source>
        <translation>insgesamt</translation>
    </message>
    <message>
        <source>in trouble</source>
        <translation>gestört</translation>
    </message>
    <message>
        <source>Install a package (.beamline-extension); it can be dropped onto this page, too.</source>
        <translation>Ein Paket (.beamline-extension) installieren; es kann auch auf dieser Seite abgelegt werden.</translation>
    </message>
    <message>
        <source>Register an extension that runs elsewhere.</source>
        <translation>Eine Erweiterung registrieren, die anderswo läuft.</translation>
    </message>
    <message>
        <source>Install an extension</source>
        <translation>Erweiterung installieren</translation>
    </message>
    <message>
        <source>Packages (*.beamline-extension)</source>
        <translation>Pakete (*.beamline-extension)</translation>
    </message>
    <message>
        <source>%1 is installed in the place of the version before.</source>
        <translation>%1 ist anstelle der vorherigen Version installiert.</translation>
    </message>
    <message>
        <source>%1 is installed. Add it to a pipeline to use it.</source>
        <translation>%1 ist installiert. Zur Verwendung einer Pipeline hinzufügen.</translation>
    </message>
    <message>
        <source>%1 is registered. Add it to a pipeline to use it.</source>
        <translation>%1 ist registriert. Zur Verwendung einer Pipeline hinzufügen.</translation>
    </message>
    <message>
        <source>Extensions</source>
        <translation>Erweiterungen</translation>
    </message>
</context>
<context>
    <name>beamline::ui::FileSaver</name>
    <message>
        <source>its folder cannot be made</source>
        <translation>der Ordner kann nicht angelegt werden</translation>
    </message>
</context>
<context>
    <name>beamline::ui::FindBar</name>
    <message>
        <source>Find</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Find in the source</source>
        <translation>Im Quelltext suchen</translation>
    </message>
    <message>
        <source>Aa</source>
        <translation>Aa</translation>
    </message>
    <message>
        <source>Upper and lower case matter</source>
        <translation>Groß- und Kleinschreibung beachten</translation>
    </message>
    <message>
        <source>Previous (Shift+Enter)</source>
        <translation>Vorheriges (Shift+Enter)</translation>
    </message>
    <message>
        <source>Next (Enter)</source>
        <translation>Nächstes (Enter)</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Schließen (Esc)</translation>
    </message>
    <message>
        <source>Replace by</source>
        <translation>Ersetzen durch</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Ersetzen</translation>
    </message>
    <message>
        <source>Replace all</source>
        <translation>Alle ersetzen</translation>
    </message>
    <message numerus="yes">
        <source>%n replaced</source>
        <translation>
            <numerusform>%n ersetzt</numerusform>
            <numerusform>%n ersetzt</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Nichts gefunden</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message numerus="yes">
        <source>%n place(s)</source>
        <translation>
            <numerusform>%n Stelle</numerusform>
            <numerusform>%n Stellen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>beamline::ui::Formatting</name>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 h</translation>
    </message>
    <message>
        <source>%1 d</source>
        <translation>%1 d</translation>
    </message>
    <message>
        <source>%1 d %2 h</source>
        <translation>%1 d %2 h</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 m %2 s</source>
        <translation>%1 m %2 s</translation>
    </message>
    <message>
        <source>%1 h %2 m</source>
        <translation>%1 h %2 m</translation>
    </message>
    <message>
        <source>%1 µs</source>
        <translation>%1 µs</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation>vor %1</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>gestern</translation>
    </message>
    <message>
        <source>%1 d ago</source>
        <translation>vor %1 Tagen</translation>
    </message>
    <message>
        <source>overdue by %1</source>
        <translation>seit %1 überfällig</translation>
    </message>
    <message>
        <source>due tomorrow</source>
        <translation>morgen fällig</translation>
    </message>
    <message>
        <source>due in %1</source>
        <translation>fällig in %1</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Unbekannt</translation>
    </message>
    <message>
        <source>Pending</source>
        <translation>Ausstehend</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Suspended</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>Faulted</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>Completed</source>
        <translation>Abgeschlossen</translation>
    </message>
    <message>
        <source>Dry run</source>
        <translation>Probelauf</translation>
    </message>
    <message>
        <source>A dry run: what would change the world was answered by mocks or refused.</source>
        <translation>Ein Probelauf: Was die Außenwelt verändern würde, wurde durch Ersatzantworten beantwortet oder verweigert.</translation>
    </message>
    <message>
        <source>Approved</source>
        <translation>Freigegeben</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>Abgelaufen</translation>
    </message>
    <message>
        <source>Escalated</source>
        <translation>Eskaliert</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>Zurückgezogen</translation>
    </message>
    <message>
        <source>low risk</source>
        <translation>niedriges Risiko</translation>
    </message>
    <message>
        <source>medium risk</source>
        <translation>mittleres Risiko</translation>
    </message>
    <message>
        <source>high risk</source>
        <translation>hohes Risiko</translation>
    </message>
    <message>
        <source>does nothing outside of its run; a dry run calls it</source>
        <translation>tut nichts außerhalb ihres Laufs; ein Probelauf ruft sie auf</translation>
    </message>
    <message>
        <source>reads from the world and changes nothing; a dry run calls it</source>
        <translation>liest aus der Außenwelt und ändert nichts; ein Probelauf ruft sie auf</translation>
    </message>
    <message>
        <source>may change the world; a dry run needs a mock for it</source>
        <translation>kann die Außenwelt verändern; ein Probelauf braucht dafür eine Ersatzantwort</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>abgelehnt</translation>
    </message>
    <message>
        <source>escalated</source>
        <translation>eskaliert</translation>
    </message>
    <message>
        <source>the run fails</source>
        <translation>Lauf schlägt fehl</translation>
    </message>
    <message>
        <source>approved</source>
        <translation>freigegeben</translation>
    </message>
    <message>
        <source>anybody</source>
        <translation>jedermann</translation>
    </message>
    <message>
        <source>%1 or %2</source>
        <translation>%1 oder %2</translation>
    </message>
    <message>
        <source>Run created</source>
        <translation>Lauf erstellt</translation>
    </message>
    <message>
        <source>Run started</source>
        <translation>Lauf gestartet</translation>
    </message>
    <message>
        <source>Run waits</source>
        <translation>Lauf wartet</translation>
    </message>
    <message>
        <source>Run goes on</source>
        <translation>Lauf geht weiter</translation>
    </message>
    <message>
        <source>Run suspended</source>
        <translation>Lauf angehalten</translation>
    </message>
    <message>
        <source>Run resumed</source>
        <translation>Lauf fortgesetzt</translation>
    </message>
    <message>
        <source>Run cancelled</source>
        <translation>Lauf abgebrochen</translation>
    </message>
    <message>
        <source>Run faulted</source>
        <translation>Lauf fehlgeschlagen</translation>
    </message>
    <message>
        <source>Run completed</source>
        <translation>Lauf abgeschlossen</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Erstellt</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Gestartet</translation>
    </message>
    <message>
        <source>Resumed</source>
        <translation>Fortgesetzt</translation>
    </message>
    <message>
        <source>Retried</source>
        <translation>Wiederholt</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>Übersprungen</translation>
    </message>
    <message>
        <source>Exchanged</source>
        <translation>Ausgetauscht</translation>
    </message>
    <message>
        <source>Rehearsed</source>
        <translation>Geprobt</translation>
    </message>
    <message>
        <source>Approval raised</source>
        <translation>Freigabe angefragt</translation>
    </message>
    <message>
        <source>Approval claimed</source>
        <translation>Freigabe übernommen</translation>
    </message>
    <message>
        <source>Approval commented</source>
        <translation>Freigabe kommentiert</translation>
    </message>
    <message>
        <source>Approval delegated</source>
        <translation>Freigabe delegiert</translation>
    </message>
    <message>
        <source>Approval snoozed</source>
        <translation>Freigabe zurückgestellt</translation>
    </message>
    <message>
        <source>Approval escalated</source>
        <translation>Freigabe eskaliert</translation>
    </message>
    <message>
        <source>Decided</source>
        <translation>Entschieden</translation>
    </message>
    <message>
        <source>Approval closed</source>
        <translation>Freigabe geschlossen</translation>
    </message>
    <message>
        <source>Type: %1
Status: %2</source>
        <translation>Typ: %1
Status: %2</translation>
    </message>
    <message>
        <source>Raised by: %1</source>
        <translation>Ausgelöst von: %1</translation>
    </message>
    <message>
        <source>The definition has mistakes</source>
        <translation>Die Definition enthält Fehler</translation>
    </message>
    <message>
        <source>The input does not fit the workflow</source>
        <translation>Die Eingabe passt nicht zum Workflow</translation>
    </message>
    <message>
        <source>The request was not understood</source>
        <translation>Die Anfrage wurde nicht verstanden</translation>
    </message>
    <message>
        <source>It does not exist</source>
        <translation>Nicht vorhanden</translation>
    </message>
    <message>
        <source>Its state does not allow this</source>
        <translation>Der Zustand lässt dies nicht zu</translation>
    </message>
    <message>
        <source>This is not permitted</source>
        <translation>Dies ist nicht erlaubt</translation>
    </message>
    <message>
        <source>It has changed meanwhile</source>
        <translation>Inzwischen geändert</translation>
    </message>
    <message>
        <source>The engine cannot be reached</source>
        <translation>Die Engine ist nicht erreichbar</translation>
    </message>
    <message>
        <source>The engine is busy</source>
        <translation>Die Engine ist ausgelastet</translation>
    </message>
    <message>
        <source>The journal is damaged</source>
        <translation>Das Journal ist beschädigt</translation>
    </message>
    <message>
        <source>The engine did not answer in time</source>
        <translation>Die Engine hat nicht rechtzeitig geantwortet</translation>
    </message>
    <message>
        <source>Something went wrong</source>
        <translation>Etwas ist schiefgegangen</translation>
    </message>
    <message>
        <source>Event received</source>
        <translation>Ereignis empfangen</translation>
    </message>
</context>
<context>
    <name>beamline::ui::FunctionDocsText</name>
    <message>
        <source>true or false</source>
        <translation>true oder false</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>one of %1</source>
        <translation>eines von %1</translation>
    </message>
    <message>
        <source> or </source>
        <translation> oder </translation>
    </message>
    <message>
        <source>list of %1</source>
        <translation>Liste (%1)</translation>
    </message>
</context>
<context>
    <name>beamline::ui::FunctionListModel</name>
    <message>
        <source>%1, version %2. %3</source>
        <translation>%1, Version %2. %3</translation>
    </message>
    <message>
        <source>Function</source>
        <translation>Funktion</translation>
    </message>
</context>
<context>
    <name>beamline::ui::GraphTools</name>
    <message>
        <source>Find task</source>
        <translation>Aufgabe suchen</translation>
    </message>
    <message>
        <source>By name or function. Enter goes to the next one, Shift+Enter back.</source>
        <translation>Nach Name oder Funktion. Enter springt zur nächsten, Shift+Enter zurück.</translation>
    </message>
    <message>
        <source>Fold everything</source>
        <translation>Alles einklappen</translation>
    </message>
    <message>
        <source>Smaller (-)</source>
        <translation>Kleiner (-)</translation>
    </message>
    <message>
        <source>Larger (+)</source>
        <translation>Größer (+)</translation>
    </message>
    <message>
        <source>Fit (0), again: all of it</source>
        <translation>Einpassen (0), erneut: alles</translation>
    </message>
    <message>
        <source>Open everything</source>
        <translation>Alles aufklappen</translation>
    </message>
    <message>
        <source>Open everything (*)</source>
        <translation>Alles aufklappen (*)</translation>
    </message>
    <message>
        <source>Fold everything (/)</source>
        <translation>Alles einklappen (/)</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
</context>
<context>
    <name>beamline::ui::GraphView</name>
    <message>
        <source>Graph of the tasks</source>
        <translation>Graph der Aufgaben</translation>
    </message>
    <message numerus="yes">
        <source>%n task(s) inside</source>
        <translation>
            <numerusform>%n Aufgabe darin</numerusform>
            <numerusform>%n Aufgaben darin</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n faulted</source>
        <translation>
            <numerusform>%n fehlgeschlagen</numerusform>
            <numerusform>%n fehlgeschlagen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n time(s)</source>
        <translation>
            <numerusform>%n-mal</numerusform>
            <numerusform>%n-mal</numerusform>
        </translation>
    </message>
    <message>
        <source>attempt %1</source>
        <translation>Versuch %1</translation>
    </message>
    <message numerus="yes">
        <source>%n task(s)</source>
        <translation>
            <numerusform>%n Aufgabe</numerusform>
            <numerusform>%n Aufgaben</numerusform>
        </translation>
    </message>
    <message>
        <source>folded, Space opens it</source>
        <translation>eingeklappt, Leertaste klappt auf</translation>
    </message>
    <message>
        <source>open, Space folds it</source>
        <translation>aufgeklappt, Leertaste klappt ein</translation>
    </message>
    <message>
        <source>Open (Space)</source>
        <translation>Aufklappen (Leertaste)</translation>
    </message>
    <message>
        <source>Fold (Space)</source>
        <translation>Einklappen (Leertaste)</translation>
    </message>
    <message numerus="yes">
        <source>Laying out %n task(s)…</source>
        <translation>
            <numerusform>%n Aufgabe wird angeordnet…</numerusform>
            <numerusform>%n Aufgaben werden angeordnet…</numerusform>
        </translation>
    </message>
    <message>
        <source>taken over</source>
        <translation>übernommen</translation>
    </message>
    <message>
        <source>came from %1</source>
        <translation>kam von %1</translation>
    </message>
</context>
<context>
    <name>beamline::ui::HistoryModel</name>
    <message>
        <source>Event</source>
        <translation>Ereignis</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Aufgabe</translation>
    </message>
    <message>
        <source>At</source>
        <translation>Zeitpunkt</translation>
    </message>
    <message>
        <source>Detail</source>
        <translation>Detail</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>attempt %1</source>
        <translation>Versuch %1</translation>
    </message>
</context>
<context>
    <name>beamline::ui::HistoryView</name>
    <message>
        <source>Kind of event</source>
        <translation>Art des Ereignisses</translation>
    </message>
    <message>
        <source>All events</source>
        <translation>Alle Ereignisse</translation>
    </message>
    <message>
        <source>Order of the history</source>
        <translation>Reihenfolge des Verlaufs</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>Neueste zuerst</translation>
    </message>
    <message>
        <source>Oldest first</source>
        <translation>Älteste zuerst</translation>
    </message>
    <message>
        <source>Newest first follows the run; oldest first begins where it began.</source>
        <translation>„Neueste zuerst“ folgt dem Lauf; „Älteste zuerst“ beginnt, wo er begonnen hat.</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Enter shows the run as it was then.</source>
        <translation>Enter zeigt den Lauf, wie er zu diesem Zeitpunkt war.</translation>
    </message>
    <message>
        <source>%1 loaded, more below</source>
        <translation>%1 geladen, weitere unten</translation>
    </message>
    <message numerus="yes">
        <source>%n event(s)</source>
        <translation>
            <numerusform>%n Ereignis</numerusform>
            <numerusform>%n Ereignisse</numerusform>
        </translation>
    </message>
    <message>
        <source>Loading the history…</source>
        <translation>Verlauf wird geladen…</translation>
    </message>
    <message>
        <source>No such event</source>
        <translation>Kein solches Ereignis</translation>
    </message>
    <message>
        <source>Nothing has happened yet</source>
        <translation>Noch ist nichts geschehen</translation>
    </message>
    <message>
        <source>Every step of the run appears here as soon as it is on disk.</source>
        <translation>Jeder Schritt des Laufs erscheint hier, sobald er auf dem Datenträger ist.</translation>
    </message>
    <message>
        <source>Task of the events</source>
        <translation>Aufgabe der Ereignisse</translation>
    </message>
    <message>
        <source>Of this task and those within it. The selected task follows the graph.</source>
        <translation>Nur von dieser Aufgabe und den darin enthaltenen. „Ausgewählte Aufgabe“ folgt der Auswahl im Graphen.</translation>
    </message>
    <message>
        <source>All tasks</source>
        <translation>Alle Aufgaben</translation>
    </message>
    <message>
        <source>Selected task</source>
        <translation>Ausgewählte Aufgabe</translation>
    </message>
    <message>
        <source>Go to a time</source>
        <translation>Zu einem Zeitpunkt</translation>
    </message>
    <message>
        <source>Selected: %1</source>
        <translation>Ausgewählt: %1</translation>
    </message>
    <message>
        <source>“%1” is no time. %2</source>
        <translation>„%1“ ist kein Zeitpunkt. %2</translation>
    </message>
    <message>
        <source>from %1 on</source>
        <translation>ab %1</translation>
    </message>
    <message>
        <source>up to %1</source>
        <translation>bis %1</translation>
    </message>
    <message>
        <source>Nothing that fits happened after %1.</source>
        <translation>Nach %1 ist nichts Passendes geschehen.</translation>
    </message>
    <message>
        <source>Nothing that fits happened before %1.</source>
        <translation>Vor %1 ist nichts Passendes geschehen.</translation>
    </message>
    <message>
        <source>Nothing that fits has happened yet.</source>
        <translation>Bisher ist nichts Passendes geschehen.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::IdField</name>
    <message>
        <source>Copy: %1</source>
        <translation>%1 kopieren</translation>
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
        <translation>Diese Meldung schließen</translation>
    </message>
    <message>
        <source>Show less</source>
        <translation>Weniger anzeigen</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alles anzeigen</translation>
    </message>
</context>
<context>
    <name>beamline::ui::InputDialog</name>
    <message>
        <source>Input where it begins</source>
        <translation>Eingabe am Anfangspunkt</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Begründung</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>beamline::ui::InputEditor</name>
    <message>
        <source>As it was</source>
        <translation>Wie zuvor</translation>
    </message>
    <message>
        <source>Puts the input back as it was</source>
        <translation>Setzt die Eingabe auf den vorherigen Stand zurück</translation>
    </message>
    <message>
        <source>Input as JSON</source>
        <translation>Eingabe als JSON</translation>
    </message>
    <message>
        <source>This is JSON, and other than it was.</source>
        <translation>Dies ist JSON und anders als zuvor.</translation>
    </message>
    <message>
        <source>As it was.</source>
        <translation>Wie zuvor.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::InstallDialog</name>
    <message>
        <source>Install an extension</source>
        <translation>Erweiterung installieren</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Install</source>
        <translation>Installieren</translation>
    </message>
    <message>
        <source>Install it although nobody known has signed it</source>
        <translation>Installieren, obwohl niemand Bekanntes sie signiert hat</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Kommentar</translation>
    </message>
    <message>
        <source>The file cannot be read: %1.</source>
        <translation>Die Datei kann nicht gelesen werden: %1.</translation>
    </message>
    <message>
        <source>The file has %1; a package has at most %2.</source>
        <translation>Die Datei hat %1; ein Paket hat höchstens %2.</translation>
    </message>
    <message>
        <source>The engine looks into the package…</source>
        <translation>Die Engine sieht in das Paket…</translation>
    </message>
    <message>
        <source>No extension can be read from it</source>
        <translation>Keine Erweiterung daraus lesbar</translation>
    </message>
    <message>
        <source>Takes the place of version %1, which stays as an earlier revision.</source>
        <translation>Tritt an die Stelle von Version %1, die als frühere Revision erhalten bleibt.</translation>
    </message>
    <message>
        <source>Signed by %1, whose key this engine trusts.
Fingerprint %2</source>
        <translation>Signiert von %1, dessen Schlüssel diese Engine vertraut.
Fingerabdruck %2</translation>
    </message>
    <message>
        <source>Signed by a key that this engine does not trust.
Fingerprint %1</source>
        <translation>Signiert mit einem Schlüssel, dem diese Engine nicht vertraut.
Fingerabdruck %1</translation>
    </message>
    <message>
        <source>Not signed: nobody vouches for what is in it.</source>
        <translation>Nicht signiert: Niemand bürgt für den Inhalt.</translation>
    </message>
    <message>
        <source>Upgrade</source>
        <translation>Aktualisieren</translation>
    </message>
    <message>
        <source>It cannot be installed: the package has mistakes.</source>
        <translation>Sie kann nicht installiert werden: Das Paket enthält Fehler.</translation>
    </message>
    <message>
        <source>It asks for nothing</source>
        <translation>Keine Berechtigungen erbeten</translation>
    </message>
    <message>
        <source>It asks to be allowed to</source>
        <translation>Erbetene Berechtigungen</translation>
    </message>
    <message>
        <source>%1 (new)</source>
        <translation>%1 (neu)</translation>
    </message>
    <message>
        <source>The package has not been read.</source>
        <translation>Das Paket ist noch nicht gelesen.</translation>
    </message>
    <message>
        <source>The package has mistakes.</source>
        <translation>Das Paket enthält Fehler.</translation>
    </message>
    <message>
        <source>The engine is being asked…</source>
        <translation>Die Engine wird gefragt…</translation>
    </message>
    <message>
        <source>Nobody known has signed it: say that you want it all the same.</source>
        <translation>Niemand Bekanntes hat sie signiert: angeben, dass sie trotzdem installiert werden soll.</translation>
    </message>
    <message>
        <source>Allow what it asks for, or do not install it.</source>
        <translation>Erlauben, was sie verlangt, oder sie nicht installieren.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::JobBar</name>
    <message>
        <source>Close this message</source>
        <translation>Diese Meldung schließen</translation>
    </message>
</context>
<context>
    <name>beamline::ui::JsonTreeModel</name>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
</context>
<context>
    <name>beamline::ui::JsonView</name>
    <message>
        <source>Tree</source>
        <translation>Baum</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Copy the JSON</source>
        <translation>JSON kopieren</translation>
    </message>
    <message>
        <source>Reveal</source>
        <translation>Aufdecken</translation>
    </message>
    <message>
        <source>Values under names such as password or token are masked. Shows them.</source>
        <translation>Werte unter Namen wie password oder token sind verdeckt. Zeigt sie an.</translation>
    </message>
    <message>
        <source>JSON as a tree</source>
        <translation>JSON als Baum</translation>
    </message>
    <message>
        <source>JSON as text</source>
        <translation>JSON als Text</translation>
    </message>
    <message>
        <source>Copy value</source>
        <translation>Wert kopieren</translation>
    </message>
    <message>
        <source>Copy path (JSON pointer)</source>
        <translation>Pfad kopieren (JSON-Pointer)</translation>
    </message>
    <message>
        <source>Copy path (jq)</source>
        <translation>Pfad kopieren (jq)</translation>
    </message>
    <message>
        <source>… cut here; copy gives all of it.</source>
        <translation>… hier gekürzt; beim Kopieren vollständig.</translation>
    </message>
    <message>
        <source>Expand all below</source>
        <translation>Alles darunter aufklappen</translation>
    </message>
</context>
<context>
    <name>beamline::ui::KeyHelp</name>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>On this page: %1</source>
        <translation>Auf dieser Seite: %1</translation>
    </message>
    <message>
        <source>On every page</source>
        <translation>Auf jeder Seite</translation>
    </message>
    <message>
        <source>All keys, and change them…</source>
        <translation>Alle Tasten ansehen und ändern…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Show the menus</source>
        <translation>Menüs anzeigen</translation>
    </message>
    <message>
        <source>It has no keys of its own.</source>
        <translation>Sie hat keine eigenen Tasten.</translation>
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
        <translation>%1 verbraucht</translation>
    </message>
</context>
<context>
    <name>beamline::ui::LineChart</name>
    <message>
        <source>Nothing measured yet</source>
        <translation>Noch nichts gemessen</translation>
    </message>
</context>
<context>
    <name>beamline::ui::MainWindow</name>
    <message>
        <source>No engine</source>
        <translation>Keine Engine</translation>
    </message>
    <message>
        <source>Open run</source>
        <translation>Lauf öffnen</translation>
    </message>
    <message>
        <source>profile %1</source>
        <translation>Profil %1</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>Archiv</translation>
    </message>
    <message>
        <source>The engine runs inside this window. Runs stop at their last finished task and resume when Beamline is started again; nothing is lost. Timers and approvals that fall due meanwhile are handled then.</source>
        <translation>Die Engine läuft in diesem Fenster. Läufe halten nach ihrer zuletzt beendeten Aufgabe an und werden fortgesetzt, wenn Beamline wieder gestartet wird; nichts geht verloren. Timer und Freigaben, die inzwischen fällig werden, werden dann behandelt.</translation>
    </message>
    <message>
        <source>Quit, resume next time</source>
        <translation>Beenden, beim nächsten Mal fortsetzen</translation>
    </message>
    <message>
        <source>Keep running</source>
        <translation>Weiterlaufen lassen</translation>
    </message>
    <message>
        <source>New window</source>
        <translation>Neues Fenster</translation>
    </message>
    <message>
        <source>Switch connection…</source>
        <translation>Verbindung wechseln…</translation>
    </message>
    <message>
        <source>This window is of one engine: it has no connections to choose from.</source>
        <translation>Dieses Fenster gehört zu einer einzigen Engine: Es gibt keine Verbindungen zur Auswahl.</translation>
    </message>
    <message>
        <source>Start run…</source>
        <translation>Lauf starten…</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Aktualisieren</translation>
    </message>
    <message>
        <source>Filter this page</source>
        <translation>Diese Seite filtern</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>About Beamline</source>
        <translation>Über Beamline</translation>
    </message>
    <message>
        <source>Copy link to this view</source>
        <translation>Link zu dieser Ansicht kopieren</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Go to anything…</source>
        <translation>Gehe zu…</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Vorwärts</translation>
    </message>
    <message>
        <source>Light theme</source>
        <translation>Helles Farbschema</translation>
    </message>
    <message>
        <source>Dark theme</source>
        <translation>Dunkles Farbschema</translation>
    </message>
    <message>
        <source>Theme of the system</source>
        <translation>Farbschema des Systems</translation>
    </message>
    <message>
        <source>Show or hide the menu bar</source>
        <translation>Menüleiste ein- oder ausblenden</translation>
    </message>
    <message>
        <source>Reset layout</source>
        <translation>Layout zurücksetzen</translation>
    </message>
    <message>
        <source>Settings · %1</source>
        <translation>Einstellungen · %1</translation>
    </message>
    <message>
        <source>Embedded engine</source>
        <translation>Eingebettete Engine</translation>
    </message>
    <message>
        <source>Version %1
%2</source>
        <translation>Version %1
%2</translation>
    </message>
    <message>
        <source>Open in new window</source>
        <translation>In neuem Fenster öffnen</translation>
    </message>
    <message>
        <source>%1 (production)</source>
        <translation>%1 (Produktion)</translation>
    </message>
    <message>
        <source>%1 (looking only)</source>
        <translation>%1 (nur lesend)</translation>
    </message>
    <message>
        <source>The embedded engine runs inside this program and stops when its last window goes elsewhere. Runs stop at their last finished task and resume when it is opened again; nothing is lost. To keep it running, open the other connection in a new window.</source>
        <translation>Die eingebettete Engine läuft in diesem Programm und hält an, wenn dessen letztes Fenster sie verlässt. Läufe halten nach ihrer zuletzt beendeten Aufgabe an und werden fortgesetzt, wenn die Engine wieder geöffnet wird; nichts geht verloren. Damit sie weiterläuft, die andere Verbindung in einem neuen Fenster öffnen.</translation>
    </message>
    <message>
        <source>Stop and switch</source>
        <translation>Anhalten und wechseln</translation>
    </message>
    <message>
        <source>Stay here</source>
        <translation>Hier bleiben</translation>
    </message>
    <message>
        <source>There is nothing of it here.</source>
        <translation>Davon gibt es hier nichts.</translation>
    </message>
    <message>
        <source>There is no engine yet.</source>
        <translation>Es gibt noch keine Engine.</translation>
    </message>
    <message>
        <source>There is no place to go to that way.</source>
        <translation>In dieser Richtung gibt es keinen Ort.</translation>
    </message>
    <message>
        <source>An archive has one run; there is nothing of it at “%1”.</source>
        <translation>Ein Archiv hat einen Lauf; unter „%1“ gibt es davon nichts.</translation>
    </message>
    <message>
        <source>There is no place called “%1”.</source>
        <translation>Es gibt keinen Ort namens „%1“.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>High contrast theme</source>
        <translation>Farbschema mit hohem Kontrast</translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s), the last one: %1</source>
        <translation>
            <numerusform>%n Problem, das letzte: %1</numerusform>
            <numerusform>%n Probleme, das letzte: %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Show problems</source>
        <translation>Probleme anzeigen</translation>
    </message>
    <message>
        <source>Welcome</source>
        <translation>Willkommen</translation>
    </message>
    <message>
        <source>Take the tour</source>
        <translation>Rundgang starten</translation>
    </message>
    <message>
        <source>Your decision on “%1” is not sent, decide it again</source>
        <translation>Ihre Entscheidung zu „%1“ ist nicht gesendet, entscheiden Sie noch einmal</translation>
    </message>
    <message>
        <source>Runs have not ended</source>
        <translation>Läufe sind nicht beendet</translation>
    </message>
    <message>
        <source>Runs have not ended: %1</source>
        <translation>Läufe sind nicht beendet: %1</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
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
        <translation>Der Rest wird nicht angezeigt.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::MemberDialog</name>
    <message>
        <source>Change the roles of %1</source>
        <translation>Die Rollen von %1 ändern</translation>
    </message>
    <message>
        <source>Add a member</source>
        <translation>Mitglied hinzufügen</translation>
    </message>
    <message>
        <source>These roles take the place of those there were.</source>
        <translation>Diese Rollen treten an die Stelle der bisherigen.</translation>
    </message>
    <message>
        <source>A member is a user, or a group with “group:” before its name. Roles in all tenants are also those of what belongs to none: nodes and backups.</source>
        <translation>Ein Mitglied ist ein Benutzer oder eine Gruppe mit „group:“ vor dem Namen. Rollen in allen Mandanten gelten auch für das, was keinem gehört: Knoten und Backups.</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Ändern</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>User or group</source>
        <translation>Benutzer oder Gruppe</translation>
    </message>
    <message>
        <source>anna, group:finance</source>
        <translation>anna, group:finanzen</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
    <message>
        <source>Add the member there to give roles in another tenant.</source>
        <translation>Das Mitglied dort hinzufügen, um ihm Rollen in einem anderen Mandanten zu geben.</translation>
    </message>
    <message>
        <source>May %1</source>
        <translation>Erlaubt: %1</translation>
    </message>
    <message>
        <source>This role is not in the list of roles.</source>
        <translation>Diese Rolle steht nicht in der Liste der Rollen.</translation>
    </message>
    <message>
        <source>Roles</source>
        <translation>Rollen</translation>
    </message>
    <message>
        <source>Name a user or a group first.</source>
        <translation>Zuerst einen Benutzer oder eine Gruppe angeben.</translation>
    </message>
    <message>
        <source>Choose at least one role.</source>
        <translation>Mindestens eine Rolle auswählen.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::MemberModel</name>
    <message>
        <source>group %1</source>
        <translation>Gruppe %1</translation>
    </message>
    <message>
        <source>%1 (you)</source>
        <translation>%1 (Sie)</translation>
    </message>
    <message>
        <source>In all tenants, and of what belongs to none: nodes, backups</source>
        <translation>In allen Mandanten und für das, was keinem gehört: Knoten, Backups</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Wer</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
    <message>
        <source>Roles</source>
        <translation>Rollen</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Seit</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Von</translation>
    </message>
</context>
<context>
    <name>beamline::ui::MemberText</name>
    <message>
        <source>all tenants</source>
        <translation>alle Mandanten</translation>
    </message>
    <message>
        <source>You are %1. What you may do here is not known.</source>
        <translation>Sie sind %1. Was Sie hier dürfen, ist nicht bekannt.</translation>
    </message>
    <message>
        <source>You are %1. There are no members yet, so everybody may do everything.</source>
        <translation>Sie sind %1. Es gibt noch keine Mitglieder, also dürfen alle alles.</translation>
    </message>
    <message>
        <source>in all tenants</source>
        <translation>in allen Mandanten</translation>
    </message>
    <message>
        <source>in %1</source>
        <translation>in %1</translation>
    </message>
    <message>
        <source>You are %1, with no role %2.</source>
        <translation>Sie sind %1, ohne Rolle %2.</translation>
    </message>
    <message numerus="yes">
        <source>You are %1, with %n role(s) %2: %3.</source>
        <translation>
            <numerusform>Sie sind %1, mit %n Rolle %2: %3.</numerusform>
            <numerusform>Sie sind %1, mit %n Rollen %2: %3.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>beamline::ui::MenuBar</name>
    <message>
        <source>Menu bar</source>
        <translation>Menüleiste</translation>
    </message>
    <message>
        <source>Nothing to do on this page</source>
        <translation>Auf dieser Seite gibt es nichts zu tun</translation>
    </message>
</context>
<context>
    <name>beamline::ui::MessageDialog</name>
    <message>
        <source>Edit and send again</source>
        <translation>Bearbeiten und erneut senden</translation>
    </message>
    <message>
        <source>New message</source>
        <translation>Neue Nachricht</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Subject</translation>
    </message>
    <message>
        <source>orders.new</source>
        <translation>bestellungen.neu</translation>
    </message>
    <message>
        <source>Policy</source>
        <translation>Regelwerk</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>chat; may be empty</source>
        <translation>chat; darf leer sein</translation>
    </message>
    <message>
        <source>Payload</source>
        <translation>Payload</translation>
    </message>
    <message>
        <source>Headers</source>
        <translation>Header</translation>
    </message>
    <message>
        <source>Name: value, a line each; may be empty</source>
        <translation>Name: Wert, je eine Zeile; darf leer sein</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>Publish to a subject</source>
        <translation>An ein Subject veröffentlichen</translation>
    </message>
    <message>
        <source>Let a policy choose who does it</source>
        <translation>Ein Regelwerk wählen lassen, wer es erledigt</translation>
    </message>
    <message>
        <source>Wait for a reply</source>
        <translation>Auf eine Antwort warten</translation>
    </message>
    <message>
        <source>Only decide: nobody does the work</source>
        <translation>Nur entscheiden: Niemand erledigt die Arbeit</translation>
    </message>
    <message>
        <source>At most so long</source>
        <translation>Höchstens so lange</translation>
    </message>
    <message>
        <source>at most </source>
        <translation>höchstens </translation>
    </message>
    <message>
        <source> s</source>
        <translation> s</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Give a subject first.</source>
        <translation>Zuerst ein Subject angeben.</translation>
    </message>
    <message>
        <source>A subject to publish to has no blanks and none of * and &gt;.</source>
        <translation>Ein Subject zum Veröffentlichen enthält keine Leerzeichen und weder * noch &gt;.</translation>
    </message>
    <message>
        <source>A payload has at most %1.</source>
        <translation>Eine Payload hat höchstens %1.</translation>
    </message>
    <message>
        <source>The payload is no JSON, in line %1: %2</source>
        <translation>Die Payload ist kein JSON, in Zeile %1: %2</translation>
    </message>
    <message>
        <source>The payload is JSON.</source>
        <translation>Die Payload ist JSON.</translation>
    </message>
    <message>
        <source>It is being sent…</source>
        <translation>Wird gesendet…</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <translation>Ctrl+Enter</translation>
    </message>
    <message>
        <source>Answered after %1.</source>
        <translation>Beantwortet nach %1.</translation>
    </message>
    <message>
        <source>Sent in %1.</source>
        <translation>Gesendet in %1.</translation>
    </message>
    <message>
        <source>%1 would do it.</source>
        <translation>%1 würde es erledigen.</translation>
    </message>
    <message>
        <source>%1 answered after %2.</source>
        <translation>%1 hat nach %2 geantwortet.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::MessageModel</name>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Sent to</source>
        <translation>Gesendet an</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
</context>
<context>
    <name>beamline::ui::MessagePane</name>
    <message>
        <source>Message</source>
        <translation>Nachricht</translation>
    </message>
    <message>
        <source>Id of the message</source>
        <translation>ID der Nachricht</translation>
    </message>
    <message>
        <source>Why this provider?</source>
        <translation>Warum dieser Anbieter?</translation>
    </message>
    <message>
        <source>The one it repeats</source>
        <translation>Die wiederholte Nachricht</translation>
    </message>
    <message>
        <source>Payload</source>
        <translation>Payload</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Headers</source>
        <translation>Header</translation>
    </message>
    <message>
        <source>Select a message.</source>
        <translation>Eine Nachricht auswählen.</translation>
    </message>
    <message>
        <source>Nothing is selected.</source>
        <translation>Es ist nichts ausgewählt.</translation>
    </message>
    <message>
        <source>Sent %1 by %2, took %3.</source>
        <translation>Gesendet %1 von %2, Dauer %3.</translation>
    </message>
    <message>
        <source>Type: %1</source>
        <translation>Typ: %1</translation>
    </message>
    <message>
        <source>Tenant: %1</source>
        <translation>Mandant: %1</translation>
    </message>
    <message>
        <source>Trace: %1</source>
        <translation>Trace: %1</translation>
    </message>
    <message>
        <source>It has no payload.</source>
        <translation>Sie hat keine Payload.</translation>
    </message>
    <message>
        <source>It has no headers.</source>
        <translation>Sie hat keine Header.</translation>
    </message>
    <message>
        <source>Nobody waited for a reply.</source>
        <translation>Niemand hat auf eine Antwort gewartet.</translation>
    </message>
    <message>
        <source>There is no reply.</source>
        <translation>Es gibt keine Antwort.</translation>
    </message>
    <message>
        <source>Its contents are not here: %1</source>
        <translation>Ihr Inhalt ist nicht hier: %1</translation>
    </message>
    <message>
        <source>Asking the engine…</source>
        <translation>Die Engine wird abgefragt…</translation>
    </message>
</context>
<context>
    <name>beamline::ui::MessageText</name>
    <message>
        <source>Sent</source>
        <translation>Gesendet</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>Beantwortet</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>policy %1</source>
        <translation>Regelwerk %1</translation>
    </message>
    <message>
        <source>Line %1 is no header: write it as “Name: value”.</source>
        <translation>Zeile %1 ist kein Header: als „Name: Wert“ schreiben.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::MessagesPage</name>
    <message>
        <source>Send again</source>
        <translation>Erneut senden</translation>
    </message>
    <message>
        <source>Edit and send again…</source>
        <translation>Bearbeiten und erneut senden…</translation>
    </message>
    <message>
        <source>New message…</source>
        <translation>Neue Nachricht…</translation>
    </message>
    <message>
        <source>Search: id, subject, type, who, provider, error, trace</source>
        <translation>Suche: ID, Subject, Typ, wer, Anbieter, Fehler, Trace</translation>
    </message>
    <message>
        <source>Search messages</source>
        <translation>Nachrichten suchen</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>Beantwortet</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Gesendet</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>No messages yet</source>
        <translation>Noch keine Nachrichten</translation>
    </message>
    <message>
        <source>Send one by hand to try what listens: publish it to a subject, where an event starts workflows, or let a policy choose the provider that does the work. Each one stays here with its reply.</source>
        <translation>Von Hand eine senden, um zu erproben, was zuhört: an ein Subject veröffentlichen, wo ein Ereignis Workflows startet, oder ein Regelwerk den Anbieter wählen lassen, der die Arbeit erledigt. Jede bleibt hier mit ihrer Antwort.</translation>
    </message>
    <message>
        <source>Loading messages…</source>
        <translation>Nachrichten werden geladen…</translation>
    </message>
    <message>
        <source>None fits</source>
        <translation>Keine passt</translation>
    </message>
    <message>
        <source>No message fits this search.</source>
        <translation>Keine Nachricht passt zu dieser Suche.</translation>
    </message>
    <message>
        <source>These rows are as of the last answer. %1</source>
        <translation>Diese Zeilen entsprechen dem Stand der letzten Antwort. %1</translation>
    </message>
    <message>
        <source>newest %1</source>
        <translation>neueste %1</translation>
    </message>
    <message>
        <source>loaded</source>
        <translation>geladen</translation>
    </message>
    <message>
        <source>There is no message %1. It may belong to another engine.</source>
        <translation>Es gibt keine Nachricht %1. Sie gehört vielleicht zu einer anderen Engine.</translation>
    </message>
    <message>
        <source>Select a message first.</source>
        <translation>Zuerst eine Nachricht auswählen.</translation>
    </message>
    <message>
        <source>Publish one, or let a policy choose who does it.</source>
        <translation>Eine veröffentlichen oder ein Regelwerk wählen lassen, wer sie erledigt.</translation>
    </message>
    <message>
        <source>Begin with what this one says.</source>
        <translation>Mit dem Inhalt dieser beginnen.</translation>
    </message>
    <message>
        <source>Its contents are still being read.</source>
        <translation>Ihr Inhalt wird noch gelesen.</translation>
    </message>
    <message>
        <source>The same once more, as a new message.</source>
        <translation>Dasselbe noch einmal, als neue Nachricht.</translation>
    </message>
    <message>
        <source>It is being sent…</source>
        <translation>Wird gesendet…</translation>
    </message>
    <message>
        <source>It was not sent: %1</source>
        <translation>Sie wurde nicht gesendet: %1</translation>
    </message>
    <message>
        <source>It failed again: %1</source>
        <translation>Sie ist wieder fehlgeschlagen: %1</translation>
    </message>
    <message>
        <source>Sent again: %1.</source>
        <translation>Erneut gesendet: %1.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::NavRail</name>
    <message>
        <source>Navigation</source>
        <translation>Navigation</translation>
    </message>
</context>
<context>
    <name>beamline::ui::NewWorkflowDialog</name>
    <message>
        <source>New workflow</source>
        <translation>Neuer Workflow</translation>
    </message>
    <message>
        <source>Begin a workflow with</source>
        <translation>Einen Workflow beginnen mit</translation>
    </message>
    <message>
        <source>Templates</source>
        <translation>Vorlagen</translation>
    </message>
    <message>
        <source>Text of the template</source>
        <translation>Text der Vorlage</translation>
    </message>
    <message>
        <source>Open a file…</source>
        <translation>Datei öffnen…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>Beginnen</translation>
    </message>
</context>
<context>
    <name>beamline::ui::NoticeBoard</name>
    <message>
        <source>The engine is degraded</source>
        <translation>Die Engine ist eingeschränkt</translation>
    </message>
    <message>
        <source>The engine takes no work</source>
        <translation>Die Engine nimmt keine Arbeit an</translation>
    </message>
    <message>
        <source>The engine has stopped</source>
        <translation>Die Engine hat angehalten</translation>
    </message>
    <message>
        <source>The engine cannot be reached</source>
        <translation>Die Engine ist nicht erreichbar</translation>
    </message>
    <message numerus="yes">
        <source>More than %n approval(s) wait for you</source>
        <translation>
            <numerusform>Mehr als %n Freigabe wartet auf Sie</numerusform>
            <numerusform>Mehr als %n Freigaben warten auf Sie</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n approval(s) wait for you</source>
        <translation>
            <numerusform>%n Freigabe wartet auf Sie</numerusform>
            <numerusform>%n Freigaben warten auf Sie</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>More than %n run(s) faulted</source>
        <translation>
            <numerusform>Mehr als %n Lauf fehlgeschlagen</numerusform>
            <numerusform>Mehr als %n Läufe fehlgeschlagen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) faulted</source>
        <translation>
            <numerusform>%n Lauf fehlgeschlagen</numerusform>
            <numerusform>%n Läufe fehlgeschlagen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>More than %n message(s) from workflows</source>
        <translation>
            <numerusform>Mehr als %n Meldung von Workflows</numerusform>
            <numerusform>Mehr als %n Meldungen von Workflows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) from workflows</source>
        <translation>
            <numerusform>%n Meldung von Workflows</numerusform>
            <numerusform>%n Meldungen von Workflows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>und %n weitere</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>While notifications were off</source>
        <translation>Während Benachrichtigungen aus waren</translation>
    </message>
</context>
<context>
    <name>beamline::ui::Notifier</name>
    <message numerus="yes">
        <source>%n more notification(s)</source>
        <translation>
            <numerusform>%n weitere Benachrichtigung</numerusform>
            <numerusform>%n weitere Benachrichtigungen</numerusform>
        </translation>
    </message>
    <message>
        <source>Approval wanted</source>
        <translation>Freigabe erwünscht</translation>
    </message>
    <message>
        <source>A run faulted</source>
        <translation>Ein Lauf ist fehlgeschlagen</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>Freigeben</translation>
    </message>
    <message>
        <source>Not approved</source>
        <translation>Nicht freigegeben</translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n wartet</numerusform>
            <numerusform>%n warten</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>beamline::ui::OpenProblemModel</name>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Engine</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>Cluster</translation>
    </message>
    <message>
        <source>Schedule of %1</source>
        <translation>Zeitplan von %1</translation>
    </message>
    <message>
        <source>Decision on %1</source>
        <translation>Entscheidung über %1</translation>
    </message>
    <message>
        <source>%1, %2: %3</source>
        <translation>%1, %2: %3</translation>
    </message>
    <message>
        <source>How bad</source>
        <translation>Schweregrad</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Was geschehen ist</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Seit</translation>
    </message>
</context>
<context>
    <name>beamline::ui::OverviewPage</name>
    <message>
        <source>Last hour</source>
        <translation>Letzte Stunde</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>Letzter Tag</translation>
    </message>
    <message>
        <source>Start run</source>
        <translation>Lauf starten</translation>
    </message>
    <message>
        <source>Needs you</source>
        <translation>Handlungsbedarf</translation>
    </message>
    <message>
        <source>Runs a minute</source>
        <translation>Läufe pro Minute</translation>
    </message>
    <message>
        <source>Task latency (ms)</source>
        <translation>Aufgabenlatenz (ms)</translation>
    </message>
    <message>
        <source>Queue and threads</source>
        <translation>Warteschlange und Threads</translation>
    </message>
    <message>
        <source>The most tasks that waited at once, and the most threads of the engine&apos;s pools that worked at once.</source>
        <translation>Die meisten Aufgaben, die gleichzeitig gewartet haben, und die meisten Threads der Engine-Pools, die gleichzeitig gearbeitet haben.</translation>
    </message>
    <message>
        <source>Workflows</source>
        <translation>Workflows</translation>
    </message>
    <message>
        <source>Most failing</source>
        <translation>Meiste Fehlschläge</translation>
    </message>
    <message>
        <source>Slowest</source>
        <translation>Langsamste</translation>
    </message>
    <message>
        <source>Most runs</source>
        <translation>Meiste Läufe</translation>
    </message>
    <message>
        <source>Changed last</source>
        <translation>Zuletzt geändert</translation>
    </message>
    <message>
        <source>%1 was not resumed: %2</source>
        <translation>%1 wurde nicht fortgesetzt: %2</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Übersicht</translation>
    </message>
    <message>
        <source>Nothing has run yet</source>
        <translation>Noch ist nichts gelaufen</translation>
    </message>
    <message>
        <source>This page tells what needs a person, what is running and how well. Start a sample: a workflow that comes with Beamline, runs within seconds and touches nothing of yours.</source>
        <translation>Diese Seite zeigt, was einen Menschen braucht, was läuft und wie gut. Ein Beispiel starten: einen Workflow, der mit Beamline mitgeliefert wird, in Sekunden durchläuft und nichts von Ihnen anrührt.</translation>
    </message>
    <message>
        <source>Start a sample…</source>
        <translation>Beispiel starten…</translation>
    </message>
    <message>
        <source>See workflows</source>
        <translation>Workflows ansehen</translation>
    </message>
    <message>
        <source>Asking the engine…</source>
        <translation>Die Engine wird abgefragt…</translation>
    </message>
    <message>
        <source>not to be had</source>
        <translation>nicht verfügbar</translation>
    </message>
    <message>
        <source>Not all of it is known. %1</source>
        <translation>Nicht alles ist bekannt. %1</translation>
    </message>
    <message>
        <source>An archive holds runs, and no figures of the engine over time.</source>
        <translation>Ein Archiv enthält Läufe, aber keine Zahlen der Engine im Zeitverlauf.</translation>
    </message>
    <message>
        <source>There are no figures over time. %1</source>
        <translation>Es gibt keine Zahlen im Zeitverlauf. %1</translation>
    </message>
    <message>
        <source>started</source>
        <translation>gestartet</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>beendet</translation>
    </message>
    <message>
        <source>faulted</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>queued</source>
        <translation>eingereiht</translation>
    </message>
    <message>
        <source>working</source>
        <translation>aktiv</translation>
    </message>
    <message numerus="yes">
        <source>working of %n thread(s)</source>
        <translation>
            <numerusform>aktiv von %n Thread</numerusform>
            <numerusform>aktiv von %n Threads</numerusform>
        </translation>
    </message>
    <message>
        <source>Of the newest runs only: there were more than are looked at.</source>
        <translation>Nur aus den neuesten Läufen: Es gab mehr, als betrachtet werden.</translation>
    </message>
    <message>
        <source>No run was started in the last hour. Look at the last day.</source>
        <translation>In der letzten Stunde wurde kein Lauf gestartet. Den letzten Tag ansehen.</translation>
    </message>
    <message>
        <source>No run was started in the last day.</source>
        <translation>Im letzten Tag wurde kein Lauf gestartet.</translation>
    </message>
    <message>
        <source>Some of what you see is as of %1: the engine has not answered all since.</source>
        <translation>Ein Teil des Angezeigten ist vom Stand %1: Die Engine hat seither nicht alles beantwortet.</translation>
    </message>
    <message>
        <source>Nothing needs you now: no approval waits for you, no run is faulted, nothing is suspended.</source>
        <translation>Nichts braucht Sie jetzt: Keine Freigabe wartet auf Sie, kein Lauf ist fehlgeschlagen, nichts ist angehalten.</translation>
    </message>
    <message>
        <source>Each run counts once: in the minute that it was started in, and in the one that it ended in. A fault that was repaired counts no more. Dry runs do not count.</source>
        <translation>Jeder Lauf zählt einmal: in der Minute seines Starts und in der seines Endes. Ein behobener Fehlschlag zählt nicht mehr. Probeläufe zählen nicht.</translation>
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
        <translation>in der Stunde davor keine</translation>
    </message>
    <message>
        <source>as many as in the hour before</source>
        <translation>so viele wie in der Stunde davor</translation>
    </message>
    <message>
        <source>%1 % on the hour before</source>
        <translation>%1 % gegenüber der Stunde davor</translation>
    </message>
    <message>
        <source>Runs finished</source>
        <translation>Beendete Läufe</translation>
    </message>
    <message>
        <source>Success</source>
        <translation>Erfolg</translation>
    </message>
    <message>
        <source>nothing has finished</source>
        <translation>nichts wurde beendet</translation>
    </message>
    <message>
        <source>%1 faulted</source>
        <translation>%1 fehlgeschlagen</translation>
    </message>
    <message numerus="yes">
        <source>%n workflow(s)</source>
        <translation>
            <numerusform>%n Workflow</numerusform>
            <numerusform>%n Workflows</numerusform>
        </translation>
    </message>
    <message>
        <source>Task latency p95</source>
        <translation>Aufgabenlatenz p95</translation>
    </message>
    <message>
        <source>95 of 100 calls of functions took no longer than this. Shows the machines and what they do a minute.</source>
        <translation>95 von 100 Funktionsaufrufen dauerten nicht länger als dies. Zeigt die Rechner und was sie pro Minute leisten.</translation>
    </message>
    <message>
        <source>p50 %1 · p99 %2</source>
        <translation>p50 %1 · p99 %2</translation>
    </message>
    <message>
        <source>no function was called</source>
        <translation>keine Funktion wurde aufgerufen</translation>
    </message>
    <message>
        <source>Waiting for people</source>
        <translation>Wartet auf Menschen</translation>
    </message>
    <message>
        <source>Approvals that you may decide. Shows them.</source>
        <translation>Freigaben, über die Sie entscheiden dürfen. Zeigt sie an.</translation>
    </message>
    <message>
        <source>%1 or more</source>
        <translation>%1 oder mehr</translation>
    </message>
    <message>
        <source>nothing waits for you</source>
        <translation>nichts wartet auf Sie</translation>
    </message>
    <message>
        <source>oldest %1</source>
        <translation>älteste %1</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Warteschlange</translation>
    </message>
    <message>
        <source>Tasks that wait for a thread of the engine now. Shows the machines and their pools.</source>
        <translation>Aufgaben, die jetzt auf einen Thread der Engine warten. Zeigt die Rechner und ihre Pools.</translation>
    </message>
    <message>
        <source>%1 %2 of %3</source>
        <translation>%1 %2 von %3</translation>
    </message>
    <message>
        <source>of %1 started</source>
        <translation>von %1 gestarteten</translation>
    </message>
    <message>
        <source>none is faulted</source>
        <translation>keiner fehlgeschlagen</translation>
    </message>
    <message>
        <source>Of the runs that were started within this time, those that have ended. A run counts once, as it is now: one that was repaired counts as completed. Dry runs do not count. Shows them.</source>
        <translation>Von den in dieser Zeit gestarteten Läufen die beendeten. Ein Lauf zählt einmal, so wie er jetzt ist: Ein reparierter zählt als abgeschlossen. Probeläufe zählen nicht. Zeigt sie.</translation>
    </message>
    <message>
        <source>Of the finished runs, the share that completed, by themselves or after a repair. What was cancelled or discarded did not. Shows those that are faulted.</source>
        <translation>Anteil der beendeten Läufe, die abgeschlossen wurden, von selbst oder nach einer Reparatur. Abgebrochene und verworfene zählen nicht dazu. Zeigt die fehlgeschlagenen.</translation>
    </message>
    <message>
        <source>%1 cancelled</source>
        <translation>%1 abgebrochen</translation>
    </message>
</context>
<context>
    <name>beamline::ui::PageHeader</name>
    <message>
        <source>Back to %1</source>
        <translation>Zurück zu %1</translation>
    </message>
</context>
<context>
    <name>beamline::ui::PaletteModel</name>
    <message>
        <source>Run · %1</source>
        <translation>Lauf · %1</translation>
    </message>
    <message>
        <source>Workflow</source>
        <translation>Workflow</translation>
    </message>
    <message>
        <source>Approval · %1</source>
        <translation>Freigabe · %1</translation>
    </message>
    <message>
        <source>%1, key %2</source>
        <translation>%1, Taste %2</translation>
    </message>
</context>
<context>
    <name>beamline::ui::PastBar</name>
    <message>
        <source>The past of the run</source>
        <translation>Die Vergangenheit des Laufs</translation>
    </message>
    <message>
        <source>First</source>
        <translation>Erster</translation>
    </message>
    <message>
        <source>First entry of the history</source>
        <translation>Erster Eintrag des Verlaufs</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Entry before</source>
        <translation>Vorheriger Eintrag</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Nächster</translation>
    </message>
    <message>
        <source>Entry after</source>
        <translation>Nächster Eintrag</translation>
    </message>
    <message>
        <source>Last</source>
        <translation>Letzter</translation>
    </message>
    <message>
        <source>Last entry of the history</source>
        <translation>Letzter Eintrag des Verlaufs</translation>
    </message>
    <message>
        <source>Back to now</source>
        <translation>Zurück zum Jetzt</translation>
    </message>
    <message>
        <source>Shows the run as it is now</source>
        <translation>Zeigt den Lauf, wie er jetzt ist</translation>
    </message>
    <message>
        <source>Entry of the history</source>
        <translation>Eintrag des Verlaufs</translation>
    </message>
    <message>
        <source>After entry %1 of %2, %3: %4</source>
        <translation>Nach Eintrag %1 von %2, %3: %4</translation>
    </message>
    <message>
        <source> (only the first %1 can be stepped through)</source>
        <translation> (nur die ersten %1 lassen sich schrittweise durchgehen)</translation>
    </message>
</context>
<context>
    <name>beamline::ui::PipelineBuilder</name>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Add an extension</source>
        <translation>Erweiterung hinzufügen</translation>
    </message>
    <message>
        <source>Take out</source>
        <translation>Herausnehmen</translation>
    </message>
    <message>
        <source>Move earlier</source>
        <translation>Nach vorn</translation>
    </message>
    <message>
        <source>Move later</source>
        <translation>Nach hinten</translation>
    </message>
    <message>
        <source>Load anew</source>
        <translation>Neu laden</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Speichern…</translation>
    </message>
    <message>
        <source>Policy</source>
        <translation>Regelwerk</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>There are changes that are not saved.</source>
        <translation>Es gibt Änderungen, die nicht gespeichert sind.</translation>
    </message>
    <message>
        <source>What the pipeline costs</source>
        <translation>Was die Pipeline kostet</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>Drop pre-processors here, or press Insert. They change the request.</source>
        <translation>Vorverarbeiter hier ablegen oder Insert drücken. Sie ändern die Anfrage.</translation>
    </message>
    <message>
        <source>Validators</source>
        <translation>Validatoren</translation>
    </message>
    <message>
        <source>Drop validators here, or press Insert. They let a request pass or not.</source>
        <translation>Validatoren hier ablegen oder Insert drücken. Sie lassen eine Anfrage durch oder nicht.</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Nachher</translation>
    </message>
    <message>
        <source>Drop post-processors here, or press Insert. They change the answer.</source>
        <translation>Nachverarbeiter hier ablegen oder Insert drücken. Sie ändern die Antwort.</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>Anbieter</translation>
    </message>
    <message>
        <source>Who does the work is said on the page Policies.</source>
        <translation>Wer die Arbeit erledigt, steht auf der Seite „Regelwerke“.</translation>
    </message>
    <message>
        <source>Chosen extension</source>
        <translation>Gewählte Erweiterung</translation>
    </message>
    <message>
        <source>Registered extensions</source>
        <translation>Registrierte Erweiterungen</translation>
    </message>
    <message>
        <source>Nothing is registered yet that could stand in a lane.</source>
        <translation>Noch ist nichts registriert, was in einer Spur stehen könnte.</translation>
    </message>
    <message>
        <source>Version %1 of %2 is saved and counts from the next request.</source>
        <translation>Version %1 von %2 ist gespeichert und gilt ab der nächsten Anfrage.</translation>
    </message>
    <message>
        <source>%1 has stored version %2 of this policy meanwhile. You change version %3.</source>
        <translation>%1 hat inzwischen Version %2 dieses Regelwerks gespeichert. Sie ändern Version %3.</translation>
    </message>
    <message>
        <source>Load theirs…</source>
        <translation>Anderen Stand laden…</translation>
    </message>
    <message>
        <source>Discard the changes of %1?</source>
        <translation>Die Änderungen an %1 verwerfen?</translation>
    </message>
    <message>
        <source>They are not saved, and cannot be brought back.</source>
        <translation>Sie sind nicht gespeichert und können nicht wiederhergestellt werden.</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Keep editing</source>
        <translation>Weiter bearbeiten</translation>
    </message>
    <message>
        <source>No policies yet</source>
        <translation>Noch keine Regelwerke</translation>
    </message>
    <message>
        <source>A pipeline belongs to a policy: it says through which extensions a request goes before its provider is chosen, and after. Make a policy first.</source>
        <translation>Eine Pipeline gehört zu einem Regelwerk: Sie sagt, durch welche Erweiterungen eine Anfrage geht, bevor ihr Anbieter gewählt wird, und danach. Zuerst ein Regelwerk anlegen.</translation>
    </message>
    <message>
        <source>Go to policies</source>
        <translation>Zu den Regelwerken</translation>
    </message>
    <message>
        <source>Loading the pipeline…</source>
        <translation>Pipeline wird geladen…</translation>
    </message>
    <message>
        <source>version %1</source>
        <translation>Version %1</translation>
    </message>
    <message>
        <source>%1 · weight %2</source>
        <translation>%1 · Gewicht %2</translation>
    </message>
    <message>
        <source>The policy names no provider.</source>
        <translation>Das Regelwerk nennt keinen Anbieter.</translation>
    </message>
    <message>
        <source>Not checked</source>
        <translation>Nicht geprüft</translation>
    </message>
    <message numerus="yes">
        <source>%n mistake(s)</source>
        <translation>
            <numerusform>%n Fehler</numerusform>
            <numerusform>%n Fehler</numerusform>
        </translation>
    </message>
    <message>
        <source>It can be saved once they are mended.</source>
        <translation>Speichern geht, sobald sie behoben sind.</translation>
    </message>
    <message>
        <source>Score %1 of 100 · about %2 for each request · %3 of at most %4 recommended extensions</source>
        <translation>Punktzahl %1 von 100 · etwa %2 pro Anfrage · %3 von höchstens %4 empfohlenen Erweiterungen</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>At most %1 are recommended.</source>
        <translation>Höchstens %1 werden empfohlen.</translation>
    </message>
    <message>
        <source>Choose a policy first.</source>
        <translation>Zuerst ein Regelwerk wählen.</translation>
    </message>
    <message>
        <source>Choose an extension of a lane first.</source>
        <translation>Zuerst eine Erweiterung einer Spur wählen.</translation>
    </message>
    <message>
        <source>Undo: %1</source>
        <translation>Rückgängig: %1</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>Redo: %1</source>
        <translation>Wiederherstellen: %1</translation>
    </message>
    <message>
        <source>Nothing was undone.</source>
        <translation>Es wurde nichts rückgängig gemacht.</translation>
    </message>
    <message>
        <source>Add one of the registered extensions to its lane.</source>
        <translation>Eine der registrierten Erweiterungen ihrer Spur hinzufügen.</translation>
    </message>
    <message>
        <source>No extension is registered that could stand in a lane.</source>
        <translation>Es ist keine Erweiterung registriert, die in einer Spur stehen könnte.</translation>
    </message>
    <message>
        <source>Take it out of the pipeline. It stays registered.</source>
        <translation>Aus der Pipeline herausnehmen. Sie bleibt registriert.</translation>
    </message>
    <message>
        <source>Move it before the one above.</source>
        <translation>Vor die darüber verschieben.</translation>
    </message>
    <message>
        <source>It is the first one.</source>
        <translation>Sie ist die erste.</translation>
    </message>
    <message>
        <source>Move it behind the one below.</source>
        <translation>Hinter die darunter verschieben.</translation>
    </message>
    <message>
        <source>It is the last one.</source>
        <translation>Sie ist die letzte.</translation>
    </message>
    <message>
        <source>Load the newest version of the policy.</source>
        <translation>Die neueste Version des Regelwerks laden.</translation>
    </message>
    <message>
        <source>Save it as the next version of the policy.</source>
        <translation>Als nächste Version des Regelwerks speichern.</translation>
    </message>
    <message>
        <source>Mend what is marked first.</source>
        <translation>Zuerst das Markierte korrigieren.</translation>
    </message>
    <message>
        <source>The engine is being asked…</source>
        <translation>Die Engine wird gefragt…</translation>
    </message>
</context>
<context>
    <name>beamline::ui::PipelineDraft</name>
    <message>
        <source>add %1</source>
        <translation>%1 hinzufügen</translation>
    </message>
    <message>
        <source>take out %1</source>
        <translation>%1 herausnehmen</translation>
    </message>
    <message>
        <source>move %1</source>
        <translation>%1 verschieben</translation>
    </message>
    <message>
        <source>change %1</source>
        <translation>%1 ändern</translation>
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
        <translation>ausgelassen</translation>
    </message>
    <message>
        <source>%1: %2. %3</source>
        <translation>%1: %2. %3</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>Ausprobieren</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Nachricht</translation>
    </message>
    <message>
        <source>Earlier messages</source>
        <translation>Frühere Nachrichten</translation>
    </message>
    <message>
        <source>Message and context as JSON</source>
        <translation>Nachricht und Kontext als JSON</translation>
    </message>
    <message>
        <source>Call the extensions</source>
        <translation>Die Erweiterungen aufrufen</translation>
    </message>
    <message>
        <source>Without it only conditions and the choice of the provider are tried.</source>
        <translation>Ohne dies werden nur Bedingungen und die Wahl des Anbieters erprobt.</translation>
    </message>
    <message>
        <source>What became of it</source>
        <translation>Was daraus wurde</translation>
    </message>
    <message>
        <source>of the pipeline before the last change</source>
        <translation>der Pipeline vor der letzten Änderung</translation>
    </message>
    <message>
        <source>Stages of the dry run</source>
        <translation>Stufen des Probelaufs</translation>
    </message>
    <message>
        <source>What the stage changed</source>
        <translation>Was die Stufe geändert hat</translation>
    </message>
    <message>
        <source>Why this provider</source>
        <translation>Warum dieser Anbieter</translation>
    </message>
    <message>
        <source>What it changed</source>
        <translation>Was sie geändert hat</translation>
    </message>
    <message>
        <source>Message behind it</source>
        <translation>Nachricht danach</translation>
    </message>
    <message>
        <source>Choose a policy first.</source>
        <translation>Zuerst ein Regelwerk wählen.</translation>
    </message>
    <message>
        <source>The message is on its way…</source>
        <translation>Die Nachricht ist unterwegs…</translation>
    </message>
    <message>
        <source>Send the message through the pipeline as it is edited.</source>
        <translation>Die Nachricht durch die Pipeline senden, wie sie gerade bearbeitet ist.</translation>
    </message>
    <message>
        <source>It must be a JSON object such as {&quot;message&quot;: {&quot;payload&quot;: {…}}}.</source>
        <translation>Es muss ein JSON-Objekt sein, etwa {&quot;message&quot;: {&quot;payload&quot;: {…}}}.</translation>
    </message>
    <message>
        <source>Line %1: %2</source>
        <translation>Zeile %1: %2</translation>
    </message>
    <message>
        <source>It was not tried. %1</source>
        <translation>Es wurde nicht erprobt. %1</translation>
    </message>
    <message>
        <source>Nothing was tried yet</source>
        <translation>Noch wurde nichts erprobt</translation>
    </message>
    <message>
        <source>Send a message through the pipeline as it is edited. Every stage shows what it made of it; nothing is stored, and no provider is asked.</source>
        <translation>Eine Nachricht durch die Pipeline senden, wie sie gerade bearbeitet ist. Jede Stufe zeigt, was sie daraus gemacht hat; nichts wird gespeichert und kein Anbieter gefragt.</translation>
    </message>
    <message>
        <source>Would be served</source>
        <translation>Würde bedient</translation>
    </message>
    <message>
        <source>Would be refused</source>
        <translation>Würde verweigert</translation>
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
        <translation>Warnt</translation>
    </message>
    <message>
        <source>Ignored</source>
        <translation>Ignoriert</translation>
    </message>
    <message>
        <source>Blocks</source>
        <translation>Blockiert</translation>
    </message>
    <message>
        <source>Required</source>
        <translation>Erforderlich</translation>
    </message>
    <message>
        <source>Optional</source>
        <translation>Optional</translation>
    </message>
    <message numerus="yes">
        <source>%n retry(s)</source>
        <translation>
            <numerusform>%n Wiederholung</numerusform>
            <numerusform>%n Wiederholungen</numerusform>
        </translation>
    </message>
    <message>
        <source>conditional</source>
        <translation>bedingt</translation>
    </message>
    <message>
        <source>Not registered</source>
        <translation>Nicht registriert</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>Nicht bekannt</translation>
    </message>
</context>
<context>
    <name>beamline::ui::PipelineRunModel</name>
    <message>
        <source>Choice of the provider</source>
        <translation>Wahl des Anbieters</translation>
    </message>
    <message>
        <source>No provider</source>
        <translation>Kein Anbieter</translation>
    </message>
    <message>
        <source>Chosen</source>
        <translation>Gewählt</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Ohne</translation>
    </message>
    <message>
        <source>Not reached</source>
        <translation>Nicht erreicht</translation>
    </message>
    <message>
        <source>No provider could be chosen.</source>
        <translation>Es konnte kein Anbieter gewählt werden.</translation>
    </message>
    <message>
        <source>%1 was chosen: %2.</source>
        <translation>%1 wurde gewählt: %2.</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>As before</source>
        <translation>Wie zuvor</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Stage</source>
        <translation>Stufe</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Nachricht</translation>
    </message>
    <message>
        <source>What came of it</source>
        <translation>Was daraus wurde</translation>
    </message>
</context>
<context>
    <name>beamline::ui::PipelineSaveDialog</name>
    <message>
        <source>%1 Storing over it makes yours the newest version; theirs stays in the history.</source>
        <translation>%1 Darüber zu speichern macht Ihre Version zur neuesten; die andere bleibt im Verlauf.</translation>
    </message>
    <message>
        <source>Store over it</source>
        <translation>Darüber speichern</translation>
    </message>
    <message>
        <source>Save the pipeline of %1</source>
        <translation>Die Pipeline von %1 speichern</translation>
    </message>
    <message>
        <source>Version %1 comes after version %2, and counts from the next request. Earlier versions stay and can be put back.</source>
        <translation>Version %1 folgt auf Version %2 und gilt ab der nächsten Anfrage. Frühere Versionen bleiben erhalten und können wieder eingesetzt werden.</translation>
    </message>
    <message>
        <source>What was changed, and why</source>
        <translation>Was geändert wurde und warum</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Kommentar</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>The engine is being asked…</source>
        <translation>Die Engine wird gefragt…</translation>
    </message>
    <message>
        <source>Mend what is marked first.</source>
        <translation>Zuerst das Markierte korrigieren.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::PipelineStagePane</name>
    <message>
        <source>Choose an extension of a lane to say what the policy asks of it.</source>
        <translation>Eine Erweiterung einer Spur wählen, um anzugeben, was das Regelwerk von ihr verlangt.</translation>
    </message>
    <message>
        <source>Time limit</source>
        <translation>Zeitgrenze</translation>
    </message>
    <message>
        <source> ms</source>
        <translation> ms</translation>
    </message>
    <message>
        <source>As registered</source>
        <translation>Wie registriert</translation>
    </message>
    <message>
        <source>Retries after it was too late</source>
        <translation>Wiederholungen nach Zeitüberschreitung</translation>
    </message>
    <message>
        <source>Settings, over those it is registered with</source>
        <translation>Einstellungen, über denen der Registrierung</translation>
    </message>
    <message>
        <source>Only for requests whose context has</source>
        <translation>Nur für Anfragen, deren Kontext enthält</translation>
    </message>
    <message>
        <source>Show in the registry</source>
        <translation>Im Register zeigen</translation>
    </message>
    <message>
        <source>It must be a JSON object, {…}.</source>
        <translation>Es muss ein JSON-Objekt sein, {…}.</translation>
    </message>
    <message>
        <source>Not registered</source>
        <translation>Nicht registriert</translation>
    </message>
    <message>
        <source>%1 %2 · p95 %3 · success %4</source>
        <translation>%1 %2 · p95 %3 · Erfolg %4</translation>
    </message>
    <message>
        <source>When it rejects or fails</source>
        <translation>Wenn er ablehnt oder fehlschlägt</translation>
    </message>
    <message>
        <source>When it fails</source>
        <translation>Wenn sie fehlschlägt</translation>
    </message>
    <message>
        <source>Block the request</source>
        <translation>Die Anfrage blockieren</translation>
    </message>
    <message>
        <source>Warn, and go on</source>
        <translation>Warnen und fortfahren</translation>
    </message>
    <message>
        <source>Ignore it, and go on</source>
        <translation>Ignorieren und fortfahren</translation>
    </message>
    <message>
        <source>Go on without it (optional)</source>
        <translation>Ohne sie fortfahren (optional)</translation>
    </message>
    <message>
        <source>Fail the request (required)</source>
        <translation>Die Anfrage scheitern lassen (erforderlich)</translation>
    </message>
</context>
<context>
    <name>beamline::ui::PoliciesPage</name>
    <message>
        <source>Filter policies</source>
        <translation>Regelwerke filtern</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Entfernen…</translation>
    </message>
    <message>
        <source>Duplicate…</source>
        <translation>Duplizieren…</translation>
    </message>
    <message>
        <source>New policy…</source>
        <translation>Neues Regelwerk…</translation>
    </message>
    <message>
        <source>Policies</source>
        <translation>Regelwerke</translation>
    </message>
    <message>
        <source>in all</source>
        <translation>insgesamt</translation>
    </message>
    <message>
        <source>Loading policies…</source>
        <translation>Regelwerke werden geladen…</translation>
    </message>
    <message>
        <source>The list is as of the last answer. %1</source>
        <translation>Die Liste entspricht dem Stand der letzten Antwort. %1</translation>
    </message>
    <message>
        <source>No policy fits</source>
        <translation>Kein Regelwerk passt</translation>
    </message>
    <message>
        <source>Nothing here matches the text.</source>
        <translation>Nichts hier passt zum Text.</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>Filter aufheben</translation>
    </message>
    <message>
        <source>No policies yet</source>
        <translation>Noch keine Regelwerke</translation>
    </message>
    <message>
        <source>A policy says which provider does a request: by weights, with a canary, fallbacks and extensions before and after. Requests name it; without a name it is “default”.</source>
        <translation>Ein Regelwerk sagt, welcher Anbieter eine Anfrage erledigt: nach Gewichten, mit Canary, Ausweichanbietern und Erweiterungen davor und danach. Anfragen nennen es; ohne Namen gilt „default“.</translation>
    </message>
    <message>
        <source>Discard what you wrote in %1?</source>
        <translation>Das in %1 Geschriebene verwerfen?</translation>
    </message>
    <message>
        <source>It is not saved. Keep writing to save it as a version first.</source>
        <translation>Es ist nicht gespeichert. Weiterschreiben, um es zuerst als Version zu speichern.</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Keep writing</source>
        <translation>Weiterschreiben</translation>
    </message>
    <message>
        <source>Select a policy first.</source>
        <translation>Zuerst ein Regelwerk auswählen.</translation>
    </message>
    <message>
        <source>Write a policy.</source>
        <translation>Ein Regelwerk schreiben.</translation>
    </message>
    <message>
        <source>Write a new policy that begins as %1 is.</source>
        <translation>Ein neues Regelwerk schreiben, das wie %1 beginnt.</translation>
    </message>
    <message>
        <source>What is written is no JSON.</source>
        <translation>Das Geschriebene ist kein JSON.</translation>
    </message>
    <message>
        <source>Remove %1. Its versions are kept.</source>
        <translation>%1 entfernen. Die Versionen bleiben erhalten.</translation>
    </message>
    <message>
        <source>It is not saved yet.</source>
        <translation>Es ist noch nicht gespeichert.</translation>
    </message>
    <message>
        <source>Duplicate the policy %1…</source>
        <translation>Das Regelwerk %1 duplizieren…</translation>
    </message>
    <message>
        <source>Remove the policy %1…</source>
        <translation>Das Regelwerk %1 entfernen…</translation>
    </message>
    <message>
        <source>New policy</source>
        <translation>Neues Regelwerk</translation>
    </message>
    <message>
        <source>It begins with two providers and a fallback.</source>
        <translation>Es beginnt mit zwei Anbietern und einem Ausweichanbieter.</translation>
    </message>
    <message>
        <source>%1-copy</source>
        <translation>%1-kopie</translation>
    </message>
    <message>
        <source>Duplicate %1</source>
        <translation>%1 duplizieren</translation>
    </message>
    <message>
        <source>The new policy begins as this one is.</source>
        <translation>Das neue Regelwerk beginnt wie dieses.</translation>
    </message>
    <message>
        <source>Remove the policy %1?</source>
        <translation>Das Regelwerk %1 entfernen?</translation>
    </message>
    <message>
        <source>Requests that name it are refused from now on. Its versions are kept, and one of them can be put again.</source>
        <translation>Anfragen, die es nennen, werden ab jetzt verweigert. Seine Versionen bleiben erhalten, und eine davon kann wieder eingesetzt werden.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Beibehalten</translation>
    </message>
    <message>
        <source>%1 is removed.</source>
        <translation>%1 ist entfernt.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::PolicyEditor</name>
    <message>
        <source>JSON of the policy</source>
        <translation>JSON des Regelwerks</translation>
    </message>
    <message>
        <source>F8 goes to the next problem. Escape, then Tab leaves the text.</source>
        <translation>F8 springt zum nächsten Problem. Escape, dann Tab verlässt den Text.</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>Probleme</translation>
    </message>
    <message>
        <source>The text beside is no JSON now; the form follows when it is.</source>
        <translation>Der Text daneben ist zurzeit kein JSON; das Formular folgt, sobald er es ist.</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>Wird geprüft…</translation>
    </message>
    <message numerus="yes">
        <source>%n mistake(s)</source>
        <translation>
            <numerusform>%n Fehler</numerusform>
            <numerusform>%n Fehler</numerusform>
        </translation>
    </message>
    <message>
        <source>No JSON</source>
        <translation>Kein JSON</translation>
    </message>
    <message>
        <source>Not checked: %1</source>
        <translation>Nicht geprüft: %1</translation>
    </message>
    <message numerus="yes">
        <source>No mistakes, %n warning(s)</source>
        <translation>
            <numerusform>Keine Fehler, %n Warnung</numerusform>
            <numerusform>Keine Fehler, %n Warnungen</numerusform>
        </translation>
    </message>
    <message>
        <source>No mistakes</source>
        <translation>Keine Fehler</translation>
    </message>
</context>
<context>
    <name>beamline::ui::PolicyForm</name>
    <message>
        <source>Providers</source>
        <translation>Anbieter</translation>
    </message>
    <message>
        <source>Add a provider</source>
        <translation>Anbieter hinzufügen</translation>
    </message>
    <message>
        <source>Remove the selected provider</source>
        <translation>Den ausgewählten Anbieter entfernen</translation>
    </message>
    <message>
        <source>Providers and weights</source>
        <translation>Anbieter und Gewichte</translation>
    </message>
    <message>
        <source>Canary</source>
        <translation>Canary</translation>
    </message>
    <message>
        <source>Canary provider</source>
        <translation>Canary-Anbieter</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Ohne</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>Share of the canary</source>
        <translation>Anteil des Canary</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>Anbieter</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Anteil</translation>
    </message>
    <message>
        <source>Name the canary&apos;s provider first.</source>
        <translation>Zuerst den Anbieter des Canary angeben.</translation>
    </message>
    <message>
        <source>Shadows</source>
        <translation>Schatten</translation>
    </message>
    <message>
        <source>Add a shadow: it gets a copy, its answers are thrown away</source>
        <translation>Schatten hinzufügen: Er erhält eine Kopie, seine Antworten werden verworfen</translation>
    </message>
    <message>
        <source>Remove the selected shadow</source>
        <translation>Den ausgewählten Schatten entfernen</translation>
    </message>
    <message>
        <source>Fallbacks</source>
        <translation>Ausweichanbieter</translation>
    </message>
    <message>
        <source>Add a fallback</source>
        <translation>Ausweichanbieter hinzufügen</translation>
    </message>
    <message>
        <source>Remove the selected fallback</source>
        <translation>Den ausgewählten Ausweichanbieter entfernen</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>Sitzungen</translation>
    </message>
    <message>
        <source>A session keeps its provider</source>
        <translation>Eine Sitzung behält ihren Anbieter</translation>
    </message>
    <message>
        <source>Told by</source>
        <translation>Erkannt an</translation>
    </message>
    <message>
        <source>For</source>
        <translation>Für</translation>
    </message>
    <message>
        <source>Circuit breaker</source>
        <translation>Sicherung</translation>
    </message>
    <message>
        <source>Leave out a provider that fails</source>
        <translation>Fehlschlagende Anbieter auslassen</translation>
    </message>
    <message>
        <source>After failures</source>
        <translation>Nach Fehlschlägen</translation>
    </message>
    <message>
        <source>Tried again after</source>
        <translation>Neuer Versuch nach</translation>
    </message>
    <message>
        <source> ms</source>
        <translation> ms</translation>
    </message>
    <message>
        <source>Choice and limits</source>
        <translation>Auswahl und Grenzen</translation>
    </message>
    <message>
        <source>By weight</source>
        <translation>Nach Gewicht</translation>
    </message>
    <message>
        <source>Lowest latency</source>
        <translation>Geringste Latenz</translation>
    </message>
    <message>
        <source>Lowest cost</source>
        <translation>Geringste Kosten</translation>
    </message>
    <message>
        <source>Latency and cost</source>
        <translation>Latenz und Kosten</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>Auswahl</translation>
    </message>
    <message>
        <source>Deadline</source>
        <translation>Frist</translation>
    </message>
    <message>
        <source>Extensions</source>
        <translation>Erweiterungen</translation>
    </message>
    <message>
        <source>Before: %1</source>
        <translation>Vorher: %1</translation>
    </message>
    <message>
        <source>Validators: %1</source>
        <translation>Validatoren: %1</translation>
    </message>
    <message>
        <source>After: %1</source>
        <translation>Nachher: %1</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>low</source>
        <translation>gering</translation>
    </message>
    <message>
        <source>medium</source>
        <translation>mittel</translation>
    </message>
    <message>
        <source>high</source>
        <translation>hoch</translation>
    </message>
    <message>
        <source>very high</source>
        <translation>sehr hoch</translation>
    </message>
    <message>
        <source>Complexity %1 (%2 of 100), about %3 for each request.</source>
        <translation>Komplexität %1 (%2 von 100), etwa %3 pro Anfrage.</translation>
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
Version %3, %4, von %5</translation>
    </message>
    <message>
        <source>%1, version %2, %3. Changed %4 by %5. %6</source>
        <translation>%1, Version %2, %3. Geändert %4 von %5. %6</translation>
    </message>
</context>
<context>
    <name>beamline::ui::PolicyLivePane</name>
    <message>
        <source>How the providers do is as of the last answer. %1</source>
        <translation>Der Zustand der Anbieter entspricht dem Stand der letzten Antwort. %1</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>Zurücknehmen</translation>
    </message>
    <message>
        <source>Traffic of the providers</source>
        <translation>Verkehr der Anbieter</translation>
    </message>
    <message>
        <source>Decisions</source>
        <translation>Entscheidungen</translation>
    </message>
    <message>
        <source>Only those that failed</source>
        <translation>Nur fehlgeschlagene</translation>
    </message>
    <message>
        <source>There is no traffic before the policy is saved.</source>
        <translation>Es gibt keinen Verkehr, bevor das Regelwerk gespeichert ist.</translation>
    </message>
    <message>
        <source>No canary. Name its provider in Edit to try one on a part of the traffic.</source>
        <translation>Kein Canary. Unter „Bearbeiten“ seinen Anbieter angeben, um einen an einem Teil des Verkehrs zu erproben.</translation>
    </message>
    <message>
        <source>The canary %1 gets %2.</source>
        <translation>Der Canary %1 erhält %2.</translation>
    </message>
    <message>
        <source>The canary %1 gets nothing now.</source>
        <translation>Der Canary %1 erhält zurzeit nichts.</translation>
    </message>
    <message>
        <source>The policy names no canary.</source>
        <translation>Das Regelwerk nennt keinen Canary.</translation>
    </message>
    <message>
        <source>The engine is being asked…</source>
        <translation>Die Engine wird gefragt…</translation>
    </message>
    <message>
        <source>It gets that already.</source>
        <translation>Er erhält das bereits.</translation>
    </message>
    <message>
        <source>Give %1 to %2, as a new version.</source>
        <translation>%1 an %2 geben, als neue Version.</translation>
    </message>
    <message>
        <source>Give nothing to %1, as a new version.</source>
        <translation>Nichts an %1 geben, als neue Version.</translation>
    </message>
    <message>
        <source>Canary: %1</source>
        <translation>Canary: %1</translation>
    </message>
    <message>
        <source>Canary %1 at %2</source>
        <translation>Canary %1 bei %2</translation>
    </message>
    <message>
        <source>Take the canary %1 back</source>
        <translation>Den Canary %1 zurücknehmen</translation>
    </message>
    <message>
        <source>Canary %1 taken back</source>
        <translation>Canary %1 zurückgenommen</translation>
    </message>
    <message>
        <source>Loading decisions…</source>
        <translation>Entscheidungen werden geladen…</translation>
    </message>
    <message>
        <source>None failed</source>
        <translation>Keine fehlgeschlagen</translation>
    </message>
    <message>
        <source>No decisions yet</source>
        <translation>Noch keine Entscheidungen</translation>
    </message>
    <message>
        <source>Every request that this policy decides is listed here.</source>
        <translation>Jede Anfrage, die dieses Regelwerk entscheidet, steht hier.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::PolicyNameDialog</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>Beginnen</translation>
    </message>
    <message>
        <source>Requests name it as their policy_id.</source>
        <translation>Anfragen nennen es als policy_id.</translation>
    </message>
    <message>
        <source>A name has letters, digits, &apos;_&apos;, &apos;.&apos; and &apos;-&apos;.</source>
        <translation>Ein Name besteht aus Buchstaben, Ziffern, &apos;_&apos;, &apos;.&apos; und &apos;-&apos;.</translation>
    </message>
    <message>
        <source>There is one of this name already.</source>
        <translation>Es gibt bereits eines mit diesem Namen.</translation>
    </message>
    <message>
        <source>Give a name first.</source>
        <translation>Zuerst einen Namen angeben.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::PolicyPane</name>
    <message>
        <source>Policy</source>
        <translation>Regelwerk</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Speichern…</translation>
    </message>
    <message>
        <source>Discard changes</source>
        <translation>Änderungen verwerfen</translation>
    </message>
    <message>
        <source>Roll back…</source>
        <translation>Zurücksetzen…</translation>
    </message>
    <message>
        <source>Simulate</source>
        <translation>Simulieren</translation>
    </message>
    <message>
        <source>Edit the policy</source>
        <translation>Das Regelwerk bearbeiten</translation>
    </message>
    <message>
        <source>Watch the traffic of the policy</source>
        <translation>Den Verkehr des Regelwerks beobachten</translation>
    </message>
    <message>
        <source>Versions of the policy</source>
        <translation>Versionen des Regelwerks</translation>
    </message>
    <message>
        <source>Try the policy on recorded traffic</source>
        <translation>Das Regelwerk an aufgezeichnetem Verkehr erproben</translation>
    </message>
    <message>
        <source>Edit, live, versions or simulate</source>
        <translation>Bearbeiten, Live, Versionen oder Simulieren</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Live</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>Versionen</translation>
    </message>
    <message>
        <source>No policy selected</source>
        <translation>Kein Regelwerk ausgewählt</translation>
    </message>
    <message>
        <source>Select one to change it, to see what it does now, and to try changes on recorded traffic.</source>
        <translation>Eines auswählen, um es zu ändern, um zu sehen, was es gerade tut, und um Änderungen an aufgezeichnetem Verkehr zu erproben.</translation>
    </message>
    <message>
        <source>Loading the policy…</source>
        <translation>Regelwerk wird geladen…</translation>
    </message>
    <message>
        <source>%1 has stored version %2 meanwhile. What you write is made from version %3; when you save it, you see both.</source>
        <translation>%1 hat inzwischen Version %2 gespeichert. Was Sie schreiben, geht von Version %3 aus; beim Speichern sehen Sie beide.</translation>
    </message>
    <message>
        <source>Discard mine</source>
        <translation>Eigenes verwerfen</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>Nicht gespeichert</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>Version %1</source>
        <translation>Version %1</translation>
    </message>
    <message>
        <source> · “%1”</source>
        <translation> · „%1“</translation>
    </message>
    <message>
        <source>It is stored, and counts, when you save it.</source>
        <translation>Es wird gespeichert und gilt, sobald Sie es speichern.</translation>
    </message>
    <message>
        <source>Version %1 · %2 · %3%4</source>
        <translation>Version %1 · %2 · %3%4</translation>
    </message>
    <message>
        <source>Select a policy first.</source>
        <translation>Zuerst ein Regelwerk auswählen.</translation>
    </message>
    <message>
        <source>The policy is being read.</source>
        <translation>Das Regelwerk wird gelesen.</translation>
    </message>
    <message>
        <source>Store what is written as a new version.</source>
        <translation>Das Geschriebene als neue Version speichern.</translation>
    </message>
    <message>
        <source>Nothing is changed.</source>
        <translation>Es ist nichts geändert.</translation>
    </message>
    <message>
        <source>What is written is no JSON.</source>
        <translation>Das Geschriebene ist kein JSON.</translation>
    </message>
    <message>
        <source>Go back to what is stored.</source>
        <translation>Zum gespeicherten Stand zurückkehren.</translation>
    </message>
    <message>
        <source>Save %1…</source>
        <translation>%1 speichern…</translation>
    </message>
    <message>
        <source>Save or discard what you write first.</source>
        <translation>Das Geschriebene zuerst speichern oder verwerfen.</translation>
    </message>
    <message>
        <source>Save the new policy %1</source>
        <translation>Das neue Regelwerk %1 speichern</translation>
    </message>
    <message>
        <source>Save %1</source>
        <translation>%1 speichern</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>%1 is saved as version %2.</source>
        <translation>%1 ist als Version %2 gespeichert.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::PolicyRowsModel</name>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>Retries</source>
        <translation>Wiederholungen</translation>
    </message>
    <message>
        <source>Go to</source>
        <translation>Weiter zu</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>Anbieter</translation>
    </message>
    <message>
        <source>Percent</source>
        <translation>Prozent</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Gewicht</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Anteil</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>Priorität</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Kosten</translation>
    </message>
    <message>
        <source>always</source>
        <translation>immer</translation>
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
        <translation>Unterschied</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Kommentar</translation>
    </message>
    <message>
        <source>What changes, and why: it is kept with the version</source>
        <translation>Was sich ändert und warum: wird mit der Version gespeichert</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>The same document</source>
        <translation>Dasselbe Dokument</translation>
    </message>
    <message>
        <source>It differs in nothing.</source>
        <translation>Es gibt keinen Unterschied.</translation>
    </message>
    <message>
        <source>The engine is being asked…</source>
        <translation>Die Engine wird gefragt…</translation>
    </message>
    <message>
        <source>Compare with the version that came meanwhile first.</source>
        <translation>Zuerst mit der Version vergleichen, die inzwischen kam.</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>: “%1”</source>
        <translation>: „%1“</translation>
    </message>
    <message>
        <source>Not saved: %1 stored version %2 %3%4.</source>
        <translation>Nicht gespeichert: %1 hat %3 Version %2 gespeichert%4.</translation>
    </message>
    <message>
        <source>Not saved: somebody has removed %1 meanwhile.</source>
        <translation>Nicht gespeichert: Jemand hat %1 inzwischen entfernt.</translation>
    </message>
    <message>
        <source>Save over version %1</source>
        <translation>Über Version %1 speichern</translation>
    </message>
    <message>
        <source>Save as a new one</source>
        <translation>Als neues speichern</translation>
    </message>
    <message>
        <source>This is what would become of it. Cancel to take over the other&apos;s changes by hand.</source>
        <translation>Dies würde daraus. Abbrechen, um die anderen Änderungen von Hand zu übernehmen.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::PolicySection</name>
    <message>
        <source>None</source>
        <translation>Ohne</translation>
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
        <translation>Verkehr der letzten</translation>
    </message>
    <message>
        <source>Span of the traffic</source>
        <translation>Zeitraum des Verkehrs</translation>
    </message>
    <message>
        <source>hour</source>
        <translation>Stunde</translation>
    </message>
    <message>
        <source>24 hours</source>
        <translation>24 Stunden</translation>
    </message>
    <message>
        <source>7 days</source>
        <translation>7 Tage</translation>
    </message>
    <message>
        <source>30 days</source>
        <translation>30 Tage</translation>
    </message>
    <message>
        <source>Decisions</source>
        <translation>Entscheidungen</translation>
    </message>
    <message>
        <source>Would go elsewhere</source>
        <translation>Gingen anderswohin</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Kosten</translation>
    </message>
    <message>
        <source>Mean latency</source>
        <translation>Mittlere Latenz</translation>
    </message>
    <message>
        <source>Shares before and after</source>
        <translation>Anteile vorher und nachher</translation>
    </message>
    <message>
        <source>Changed decisions</source>
        <translation>Geänderte Entscheidungen</translation>
    </message>
    <message>
        <source>Try it on what has been</source>
        <translation>An Vergangenem erproben</translation>
    </message>
    <message>
        <source>The recorded requests are decided once more with the policy as it is written here. Nothing is sent, stored or counted.</source>
        <translation>Die aufgezeichneten Anfragen werden mit dem Regelwerk, wie es hier steht, noch einmal entschieden. Nichts wird gesendet, gespeichert oder gezählt.</translation>
    </message>
    <message>
        <source>with the policy as it is stored</source>
        <translation>mit dem gespeicherten Regelwerk</translation>
    </message>
    <message>
        <source>with what is written and not saved</source>
        <translation>mit dem Geschriebenen, nicht Gespeicherten</translation>
    </message>
    <message>
        <source>Select a policy first.</source>
        <translation>Zuerst ein Regelwerk auswählen.</translation>
    </message>
    <message>
        <source>What is written is no JSON.</source>
        <translation>Das Geschriebene ist kein JSON.</translation>
    </message>
    <message>
        <source>A simulation is under way.</source>
        <translation>Eine Simulation läuft.</translation>
    </message>
    <message>
        <source>Decide the recorded requests once more with this policy.</source>
        <translation>Die aufgezeichneten Anfragen mit diesem Regelwerk noch einmal entscheiden.</translation>
    </message>
    <message>
        <source>Deciding recorded requests once more…</source>
        <translation>Aufgezeichnete Anfragen werden noch einmal entschieden…</translation>
    </message>
    <message>
        <source>No traffic in that time</source>
        <translation>Kein Verkehr in dieser Zeit</translation>
    </message>
    <message>
        <source>This policy has decided nothing then. Choose a longer span.</source>
        <translation>Dieses Regelwerk hat in dieser Zeit nichts entschieden. Einen längeren Zeitraum wählen.</translation>
    </message>
    <message>
        <source>There were more: the newest %1 were tried.</source>
        <translation>Es gab mehr: Die neuesten %1 wurden erprobt.</translation>
    </message>
    <message>
        <source>No decision would be another one</source>
        <translation>Keine Entscheidung fiele anders aus</translation>
    </message>
    <message>
        <source>The first %1 changed decisions</source>
        <translation>Die ersten %1 geänderten Entscheidungen</translation>
    </message>
</context>
<context>
    <name>beamline::ui::PolicyVersionModel</name>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Kommentar</translation>
    </message>
    <message>
        <source>Removed</source>
        <translation>Entfernt</translation>
    </message>
    <message>
        <source>Removed: %1</source>
        <translation>Entfernt: %1</translation>
    </message>
    <message>
        <source>latest</source>
        <translation>neueste</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>entfernt</translation>
    </message>
    <message>
        <source>%1, latest</source>
        <translation>%1, neueste</translation>
    </message>
</context>
<context>
    <name>beamline::ui::PolicyVersionsPane</name>
    <message>
        <source>Versions</source>
        <translation>Versionen</translation>
    </message>
    <message>
        <source>Version to compare with</source>
        <translation>Version zum Vergleichen</translation>
    </message>
    <message>
        <source>What differs</source>
        <translation>Unterschied</translation>
    </message>
    <message>
        <source>Loading versions…</source>
        <translation>Versionen werden geladen…</translation>
    </message>
    <message>
        <source>%1 (latest)</source>
        <translation>%1 (neueste)</translation>
    </message>
    <message>
        <source>Changed in %1 since</source>
        <translation>Geändert in %1 seit</translation>
    </message>
    <message>
        <source>Only one version</source>
        <translation>Nur eine Version</translation>
    </message>
    <message>
        <source>When the policy is changed, what differs between the two is shown here.</source>
        <translation>Wenn das Regelwerk geändert wird, steht hier der Unterschied zwischen beiden.</translation>
    </message>
    <message>
        <source>Comparing…</source>
        <translation>Wird verglichen…</translation>
    </message>
    <message>
        <source>The same document</source>
        <translation>Dasselbe Dokument</translation>
    </message>
    <message>
        <source>The two differ in nothing.</source>
        <translation>Zwischen beiden gibt es keinen Unterschied.</translation>
    </message>
    <message>
        <source>Select a version first.</source>
        <translation>Zuerst eine Version auswählen.</translation>
    </message>
    <message>
        <source>This is the version that counts.</source>
        <translation>Dies ist die geltende Version.</translation>
    </message>
    <message>
        <source>This version says that there is none.</source>
        <translation>Diese Version sagt, dass es keines gibt.</translation>
    </message>
    <message>
        <source>The version is being read.</source>
        <translation>Die Version wird gelesen.</translation>
    </message>
    <message>
        <source>Make version %1 the newest one again.</source>
        <translation>Version %1 wieder zur neuesten machen.</translation>
    </message>
    <message>
        <source>Roll %1 back…</source>
        <translation>%1 zurücksetzen…</translation>
    </message>
    <message>
        <source>Roll %1 back to version %2</source>
        <translation>%1 auf Version %2 zurücksetzen</translation>
    </message>
    <message>
        <source>Roll back</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Roll back to version %1</source>
        <translation>Auf Version %1 zurücksetzen</translation>
    </message>
</context>
<context>
    <name>beamline::ui::ProblemListModel</name>
    <message numerus="yes">
        <source>… and %n more.</source>
        <translation>
            <numerusform>… und %n weiteres.</numerusform>
            <numerusform>… und %n weitere.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1, line %2: %3</source>
        <translation>%1, Zeile %2: %3</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Problem</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
</context>
<context>
    <name>beamline::ui::ProblemsPage</name>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Ausblenden</translation>
    </message>
    <message>
        <source>Go to its cause</source>
        <translation>Zur Ursache</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>Was zu tun ist</translation>
    </message>
    <message numerus="yes">
        <source>error(s)</source>
        <translation>
            <numerusform>Fehler</numerusform>
            <numerusform>Fehler</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>warning(s)</source>
        <translation>
            <numerusform>Warnung</numerusform>
            <numerusform>Warnungen</numerusform>
        </translation>
    </message>
    <message>
        <source>No problems</source>
        <translation>Keine Probleme</translation>
    </message>
    <message>
        <source>There is no problem.</source>
        <translation>Es gibt kein Problem.</translation>
    </message>
    <message>
        <source>Show the page where it can be mended.</source>
        <translation>Die Seite anzeigen, auf der es behoben werden kann.</translation>
    </message>
    <message>
        <source>Its cause is on no page of this console.</source>
        <translation>Die Ursache liegt auf keiner Seite dieser Konsole.</translation>
    </message>
    <message>
        <source>Take it off the list.</source>
        <translation>Aus der Liste entfernen.</translation>
    </message>
    <message>
        <source>It is so now, and goes when it is mended.</source>
        <translation>Es besteht jetzt und verschwindet, sobald es behoben ist.</translation>
    </message>
    <message>
        <source>Copy it as text.</source>
        <translation>Als Text kopieren.</translation>
    </message>
    <message>
        <source>since %1</source>
        <translation>seit %1</translation>
    </message>
    <message>
        <source>code %1</source>
        <translation>Code %1</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>Probleme</translation>
    </message>
    <message>
        <source>What is wrong with the engine, its cluster, its schedules and this console, runs that are faulted and approvals that are overdue are listed here with what to do about it, and leave by themselves when they are mended.</source>
        <translation>Was mit der Engine, ihrem Cluster, ihren Zeitplänen und dieser Konsole nicht stimmt, fehlgeschlagene Läufe und überfällige Freigaben stehen hier, mit dem, was zu tun ist. Was behoben ist, verschwindet von selbst.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::ProviderTable</name>
    <message>
        <source>No calls</source>
        <translation>Keine Aufrufe</translation>
    </message>
    <message>
        <source>The engine has not heard of %1 yet.</source>
        <translation>Die Engine hat von %1 noch nichts gehört.</translation>
    </message>
    <message>
        <source>It gets %1 of the decisions that were made lately; its weight says %2. %3 decisions in all.</source>
        <translation>Er erhält %1 der jüngsten Entscheidungen; sein Gewicht sagt %2. Insgesamt %3 Entscheidungen.</translation>
    </message>
    <message>
        <source>Open since %1.</source>
        <translation>Offen seit %1.</translation>
    </message>
    <message numerus="yes">
        <source>%n failure(s) one after another.</source>
        <translation>
            <numerusform>%n Fehlschlag in Folge.</numerusform>
            <numerusform>%n Fehlschläge in Folge.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 calls failed.</source>
        <translation>%1 von %2 Aufrufen fehlgeschlagen.</translation>
    </message>
    <message>
        <source>%1 of %2 calls failed. The last one %3: %4</source>
        <translation>%1 von %2 Aufrufen fehlgeschlagen. Der letzte %3: %4</translation>
    </message>
    <message>
        <source>Mean cost of a call.</source>
        <translation>Mittlere Kosten eines Aufrufs.</translation>
    </message>
    <message>
        <source>canary</source>
        <translation>Canary</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>Anbieter</translation>
    </message>
    <message>
        <source>Share of traffic</source>
        <translation>Verkehrsanteil</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Gewicht</translation>
    </message>
    <message>
        <source>Circuit</source>
        <translation>Sicherung</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Kosten</translation>
    </message>
</context>
<context>
    <name>beamline::ui::QueryBar</name>
    <message numerus="yes">
        <source>And %n more mistake(s).</source>
        <translation>
            <numerusform>Und %n weiterer Fehler.</numerusform>
            <numerusform>Und %n weitere Fehler.</numerusform>
        </translation>
    </message>
    <message>
        <source>Ctrl+Space shows what can be written, Up and Down what was asked before</source>
        <translation>Ctrl+Leertaste zeigt, was geschrieben werden kann, Auf und Ab, was zuvor abgefragt wurde</translation>
    </message>
</context>
<context>
    <name>beamline::ui::QueueBar</name>
    <message>
        <source>Queues</source>
        <translation>Warteschlangen</translation>
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
        <translation>Lauf %1 der Version %2</translation>
    </message>
    <message numerus="yes">
        <source>Of %n run(s), the newest is %1 of version %2</source>
        <translation>
            <numerusform>Von %n Lauf, der neueste ist %1 der Version %2</numerusform>
            <numerusform>Von %n Läufen, der neueste ist %1 der Version %2</numerusform>
        </translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>What came of it</source>
        <translation>Was daraus wurde</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Gestartet</translation>
    </message>
</context>
<context>
    <name>beamline::ui::RecentRunModel</name>
    <message>
        <source>%1, dry run</source>
        <translation>%1, Probelauf</translation>
    </message>
    <message>
        <source>Phase</source>
        <translation>Phase</translation>
    </message>
    <message>
        <source>Workflow</source>
        <translation>Workflow</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Geändert</translation>
    </message>
</context>
<context>
    <name>beamline::ui::RegisterDialog</name>
    <message>
        <source>Register an extension</source>
        <translation>Erweiterung registrieren</translation>
    </message>
    <message>
        <source>For a program that runs already, or lies beside the engine. Packages are installed instead: drop the file onto the page.</source>
        <translation>Für ein Programm, das bereits läuft oder neben der Engine liegt. Pakete werden stattdessen installiert: die Datei auf der Seite ablegen.</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>Reached</source>
        <translation>Erreichbar</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>Time limit</source>
        <translation>Zeitgrenze</translation>
    </message>
    <message>
        <source> ms</source>
        <translation> ms</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Register</source>
        <translation>Registrieren</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Subject</translation>
    </message>
    <message>
        <source>URL</source>
        <translation>URL</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>The engine is being asked…</source>
        <translation>Die Engine wird gefragt…</translation>
    </message>
    <message>
        <source>Give an id first.</source>
        <translation>Zuerst eine ID angeben.</translation>
    </message>
    <message>
        <source>Say where it is reached first.</source>
        <translation>Zuerst angeben, wo sie erreichbar ist.</translation>
    </message>
    <message>
        <source>There is an extension %1 already. Choose another id, or change that one.</source>
        <translation>Es gibt bereits eine Erweiterung %1. Eine andere ID wählen oder jene ändern.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::ReplayDialog</name>
    <message>
        <source>Edit and retry</source>
        <translation>Bearbeiten und wiederholen</translation>
    </message>
    <message>
        <source>Retry %1 from its failed task</source>
        <translation>%1 ab der fehlgeschlagenen Aufgabe wiederholen</translation>
    </message>
    <message>
        <source>The workflow refused its input. The run begins again with what stands here.</source>
        <translation>Der Workflow hat seine Eingabe abgelehnt. Der Lauf beginnt erneut mit dem, was hier steht.</translation>
    </message>
    <message>
        <source>%1 gets what stands here in place of its input; its schema and input.from apply. Tasks before it stand.</source>
        <translation>%1 erhält, was hier steht, anstelle der bisherigen Eingabe; Schema und input.from gelten. Aufgaben davor bleiben gültig.</translation>
    </message>
    <message>
        <source>Kept in the history of the run</source>
        <translation>Wird im Verlauf des Laufs gespeichert</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Mend the JSON first.</source>
        <translation>Zuerst das JSON korrigieren.</translation>
    </message>
    <message>
        <source>The engine is being asked…</source>
        <translation>Die Engine wird gefragt…</translation>
    </message>
</context>
<context>
    <name>beamline::ui::RerunChoice</name>
    <message>
        <source>The start of the workflow</source>
        <translation>Anfang des Workflows</translation>
    </message>
    <message>
        <source>The task that faulted</source>
        <translation>Die fehlgeschlagene Aufgabe</translation>
    </message>
    <message>
        <source>The latest version</source>
        <translation>Die neueste Version</translation>
    </message>
    <message>
        <source>The version that each ran</source>
        <translation>Die Version, die jeder hatte</translation>
    </message>
    <message>
        <source>Or type another one, like 1.2.0.</source>
        <translation>Oder eine andere eingeben, etwa 1.2.0.</translation>
    </message>
    <message>
        <source>Discard each faulted run once its new run has begun, so that nobody has to look at it</source>
        <translation>Jeden fehlgeschlagenen Lauf verwerfen, sobald sein neuer begonnen hat, damit niemand mehr nach ihm sehen muss</translation>
    </message>
    <message>
        <source>Begin at</source>
        <translation>Beginnen bei</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
</context>
<context>
    <name>beamline::ui::RerunDialog</name>
    <message>
        <source>Re-run</source>
        <translation>Neu ausführen</translation>
    </message>
    <message>
        <source>Re-run %1</source>
        <translation>%1 neu ausführen</translation>
    </message>
    <message>
        <source>Begin at</source>
        <translation>Beginnen bei</translation>
    </message>
    <message>
        <source>Version of the definition</source>
        <translation>Version der Definition</translation>
    </message>
    <message>
        <source>Kept in the history of the new run</source>
        <translation>Wird im Verlauf des neuen Laufs gespeichert</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>What the new run keeps and does</source>
        <translation>Was der neue Lauf behält und tut</translation>
    </message>
    <message>
        <source>The start of the workflow</source>
        <translation>Anfang des Workflows</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>%1 (the latest)</source>
        <translation>%1 (die neueste)</translation>
    </message>
    <message>
        <source>The engine is being asked what it would do…</source>
        <translation>Die Engine wird gefragt, was sie tun würde…</translation>
    </message>
    <message>
        <source>The engine is being asked…</source>
        <translation>Die Engine wird gefragt…</translation>
    </message>
    <message>
        <source>Mend the JSON first.</source>
        <translation>Zuerst das JSON korrigieren.</translation>
    </message>
    <message>
        <source>Discard run %1 once the new one has begun</source>
        <translation>Lauf %1 verwerfen, sobald der neue begonnen hat</translation>
    </message>
    <message>
        <source>Its error and history stay readable, but nobody has to look at it any more.</source>
        <translation>Fehler und Verlauf bleiben lesbar, aber niemand muss mehr nach ihm sehen.</translation>
    </message>
    <message>
        <source>A new run takes over the results of the tasks before the chosen one and begins to work there. What run %1 has done stays as it was.</source>
        <translation>Ein neuer Lauf übernimmt die Ergebnisse der Aufgaben vor der gewählten und beginnt dort zu arbeiten. Was Lauf %1 getan hat, bleibt, wie es war.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::RerunOnVersion</name>
    <message>
        <source>Continue…</source>
        <translation>Weiter…</translation>
    </message>
    <message>
        <source>Run %1 is one of %2. Choose a run of %3.</source>
        <translation>Lauf %1 gehört zu %2. Einen Lauf von %3 wählen.</translation>
    </message>
    <message>
        <source>Run %1 has not ended. It can be re-run when it has.</source>
        <translation>Lauf %1 ist nicht beendet. Er kann neu ausgeführt werden, sobald er es ist.</translation>
    </message>
    <message>
        <source>Choose a run of %1 to re-run on version %2</source>
        <translation>Einen Lauf von %1 wählen, der mit Version %2 neu ausgeführt wird</translation>
    </message>
</context>
<context>
    <name>beamline::ui::RerunPlanModel</name>
    <message>
        <source>Begins anew and keeps nothing.</source>
        <translation>Beginnt von vorn und behält nichts.</translation>
    </message>
    <message numerus="yes">
        <source>Keeps the results of %n task(s) and begins at %1.</source>
        <translation>
            <numerusform>Behält das Ergebnis von %n Aufgabe und beginnt bei %1.</numerusform>
            <numerusform>Behält die Ergebnisse von %n Aufgaben und beginnt bei %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>Not as it was</source>
        <translation>Nicht wie zuvor</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Begins here</source>
        <translation>Beginnt hier</translation>
    </message>
    <message>
        <source>Runs when it comes to it</source>
        <translation>Läuft, sobald sie an der Reihe ist</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Aufgabe</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>Was geschieht</translation>
    </message>
</context>
<context>
    <name>beamline::ui::RoleModel</name>
    <message>
        <source>%1 is built in: it cannot be changed.</source>
        <translation>%1 ist eingebaut und kann nicht geändert werden.</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>What it is for</source>
        <translation>Wozu sie dient</translation>
    </message>
    <message>
        <source>May</source>
        <translation>Erlaubt</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>Mitglieder</translation>
    </message>
</context>
<context>
    <name>beamline::ui::RolePane</name>
    <message>
        <source>Role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>Undo changes</source>
        <translation>Änderungen verwerfen</translation>
    </message>
    <message>
        <source>What it is for</source>
        <translation>Wozu sie dient</translation>
    </message>
    <message>
        <source>Everything, in later versions, too</source>
        <translation>Alles, auch in späteren Versionen</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alles</translation>
    </message>
    <message>
        <source>%1: all</source>
        <translation>%1: alles</translation>
    </message>
    <message>
        <source>A role that is built in cannot be changed.</source>
        <translation>Eine eingebaute Rolle kann nicht geändert werden.</translation>
    </message>
    <message>
        <source>A wider permission gives it already.</source>
        <translation>Eine weiter gefasste Berechtigung gibt dies bereits.</translation>
    </message>
    <message>
        <source>The permission *</source>
        <translation>Die Berechtigung *</translation>
    </message>
    <message>
        <source>The permission %1</source>
        <translation>Die Berechtigung %1</translation>
    </message>
    <message>
        <source>This role is built in: it cannot be changed. Make one of your own that begins as this one.</source>
        <translation>Diese Rolle ist eingebaut und kann nicht geändert werden. Eine eigene anlegen, die wie diese beginnt.</translation>
    </message>
    <message>
        <source>It also has %1, which is kept.</source>
        <translation>Sie hat auch %1; das bleibt erhalten.</translation>
    </message>
    <message>
        <source>Back to what the engine has.</source>
        <translation>Zurück zu dem, was die Engine hat.</translation>
    </message>
    <message>
        <source>Nothing is changed.</source>
        <translation>Es ist nichts geändert.</translation>
    </message>
    <message>
        <source>Select a role first.</source>
        <translation>Zuerst eine Rolle auswählen.</translation>
    </message>
    <message>
        <source>The engine is being asked…</source>
        <translation>Die Engine wird gefragt…</translation>
    </message>
    <message>
        <source>Check at least one permission.</source>
        <translation>Mindestens eine Berechtigung ankreuzen.</translation>
    </message>
    <message>
        <source>Somebody has changed this role meanwhile. What you checked stands here. Save again to put it in place of theirs.</source>
        <translation>Jemand hat diese Rolle inzwischen geändert. Hier steht, was Sie angekreuzt haben. Noch einmal speichern, um die andere zu ersetzen.</translation>
    </message>
    <message>
        <source>Take theirs</source>
        <translation>Anderen Stand nehmen</translation>
    </message>
</context>
<context>
    <name>beamline::ui::RoleText</name>
    <message>
        <source>may do everything</source>
        <translation>darf alles</translation>
    </message>
    <message>
        <source>runs workflows and keeps them going</source>
        <translation>führt Workflows aus und hält sie am Laufen</translation>
    </message>
    <message>
        <source>decides approvals</source>
        <translation>entscheidet Freigaben</translation>
    </message>
    <message>
        <source>looks, and changes nothing</source>
        <translation>sieht an und ändert nichts</translation>
    </message>
    <message>
        <source>Roles and members</source>
        <translation>Rollen und Mitglieder</translation>
    </message>
    <message>
        <source>Approvals</source>
        <translation>Freigaben</translation>
    </message>
    <message>
        <source>Engine and nodes</source>
        <translation>Engine und Knoten</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Ereignisse</translation>
    </message>
    <message>
        <source>Extensions</source>
        <translation>Erweiterungen</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>Policies</source>
        <translation>Regelwerke</translation>
    </message>
    <message>
        <source>Routing</source>
        <translation>Routing</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>Schedules</source>
        <translation>Zeitpläne</translation>
    </message>
    <message>
        <source>Tenants</source>
        <translation>Mandanten</translation>
    </message>
    <message>
        <source>Usage</source>
        <translation>Verbrauch</translation>
    </message>
    <message>
        <source>Workflows</source>
        <translation>Workflows</translation>
    </message>
    <message>
        <source>look</source>
        <translation>ansehen</translation>
    </message>
    <message>
        <source>change</source>
        <translation>ändern</translation>
    </message>
    <message>
        <source>remove</source>
        <translation>entfernen</translation>
    </message>
    <message>
        <source>administer</source>
        <translation>verwalten</translation>
    </message>
    <message>
        <source>steer</source>
        <translation>steuern</translation>
    </message>
    <message>
        <source>start</source>
        <translation>starten</translation>
    </message>
    <message>
        <source>deploy</source>
        <translation>bereitstellen</translation>
    </message>
    <message>
        <source>decide</source>
        <translation>entscheiden</translation>
    </message>
    <message>
        <source>comment</source>
        <translation>kommentieren</translation>
    </message>
    <message>
        <source>publish</source>
        <translation>veröffentlichen</translation>
    </message>
    <message>
        <source>send</source>
        <translation>senden</translation>
    </message>
    <message>
        <source>install</source>
        <translation>installieren</translation>
    </message>
    <message>
        <source>everything</source>
        <translation>alles</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n permission(s)</source>
        <translation>
            <numerusform>%1 von %n Berechtigung</numerusform>
            <numerusform>%1 von %n Berechtigungen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>beamline::ui::RunActions</name>
    <message>
        <source>Suspend</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Cancel run…</source>
        <translation>Lauf abbrechen…</translation>
    </message>
    <message>
        <source>Suspending the run</source>
        <translation>Lauf wird angehalten</translation>
    </message>
    <message>
        <source>Resuming the run</source>
        <translation>Lauf wird fortgesetzt</translation>
    </message>
    <message>
        <source>Retrying the run</source>
        <translation>Lauf wird wiederholt</translation>
    </message>
    <message>
        <source>The engine is being asked…</source>
        <translation>Die Engine wird gefragt…</translation>
    </message>
    <message>
        <source>Select a run first.</source>
        <translation>Zuerst einen Lauf auswählen.</translation>
    </message>
    <message>
        <source>The run is %1.</source>
        <translation>Status des Laufs: %1.</translation>
    </message>
    <message>
        <source>Stop before the next task. What is in flight ends and is kept.</source>
        <translation>Vor der nächsten Aufgabe anhalten. Was bereits läuft, endet und bleibt erhalten.</translation>
    </message>
    <message>
        <source>%1 Only a run in flight can be suspended.</source>
        <translation>%1 Nur ein Lauf, der noch nicht beendet ist, kann angehalten werden.</translation>
    </message>
    <message>
        <source>The run is suspended already.</source>
        <translation>Der Lauf ist bereits angehalten.</translation>
    </message>
    <message>
        <source>Go on where the run was suspended.</source>
        <translation>Dort fortsetzen, wo der Lauf angehalten wurde.</translation>
    </message>
    <message>
        <source>%1 Only a suspended run can be resumed.</source>
        <translation>%1 Nur ein angehaltener Lauf kann fortgesetzt werden.</translation>
    </message>
    <message>
        <source>Go on at the task that faulted. Completed tasks stand.</source>
        <translation>Bei der fehlgeschlagenen Aufgabe fortsetzen. Abgeschlossene Aufgaben bleiben gültig.</translation>
    </message>
    <message>
        <source>%1 Only a faulted run can be retried.</source>
        <translation>%1 Nur ein fehlgeschlagener Lauf kann wiederholt werden.</translation>
    </message>
    <message>
        <source>End the run. Work in flight is told to stop, open approvals are withdrawn.</source>
        <translation>Den Lauf beenden. Laufende Arbeit wird zum Beenden aufgefordert, offene Freigaben werden zurückgezogen.</translation>
    </message>
    <message>
        <source>%1 There is nothing left to cancel.</source>
        <translation>%1 Es gibt nichts mehr abzubrechen.</translation>
    </message>
    <message>
        <source>Cancel %1?</source>
        <translation>%1 abbrechen?</translation>
    </message>
    <message numerus="yes">
        <source>Run %1 ends for good after %2 of %n task(s). Work in flight is told to stop and open approvals are withdrawn.</source>
        <translation>
            <numerusform>Lauf %1 endet endgültig nach %2 von %n Aufgabe. Laufende Arbeit wird zum Beenden aufgefordert, offene Freigaben werden zurückgezogen.</numerusform>
            <numerusform>Lauf %1 endet endgültig nach %2 von %n Aufgaben. Laufende Arbeit wird zum Beenden aufgefordert, offene Freigaben werden zurückgezogen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel run</source>
        <translation>Lauf abbrechen</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Beibehalten</translation>
    </message>
    <message>
        <source>Cancelling the run</source>
        <translation>Lauf wird abgebrochen</translation>
    </message>
</context>
<context>
    <name>beamline::ui::RunBulk</name>
    <message>
        <source>Clear</source>
        <translation>Auswahl aufheben</translation>
    </message>
    <message>
        <source>Select nothing</source>
        <translation>Nichts auswählen</translation>
    </message>
    <message>
        <source>%1…</source>
        <translation>%1…</translation>
    </message>
    <message>
        <source>Select all that match</source>
        <translation>Alle passenden auswählen</translation>
    </message>
    <message>
        <source>All %1 of the group are selected</source>
        <translation>Alle %1 der Gruppe ausgewählt</translation>
    </message>
    <message>
        <source>All %1 that match are selected</source>
        <translation>Alle %1 passenden ausgewählt</translation>
    </message>
    <message>
        <source>%1 selected</source>
        <translation>%1 ausgewählt</translation>
    </message>
    <message>
        <source>Select all %1 that match</source>
        <translation>Alle %1 passenden auswählen</translation>
    </message>
    <message>
        <source>Select runs first.</source>
        <translation>Zuerst Läufe auswählen.</translation>
    </message>
    <message>
        <source>A batch takes at most %1 runs. Narrow the filter.</source>
        <translation>Eine Sammelaktion umfasst höchstens %1 Läufe. Den Filter eingrenzen.</translation>
    </message>
    <message>
        <source>The run is %1.</source>
        <translation>Status des Laufs: %1.</translation>
    </message>
    <message>
        <source>%1 Only a run that has ended can be re-run.</source>
        <translation>%1 Nur ein beendeter Lauf kann neu ausgeführt werden.</translation>
    </message>
    <message>
        <source>%1 Only a faulted run can be discarded.</source>
        <translation>%1 Nur ein fehlgeschlagener Lauf kann verworfen werden.</translation>
    </message>
    <message>
        <source>None of these runs is in flight, so there is nothing to suspend.</source>
        <translation>Keiner dieser Läufe ist im Gange, also gibt es nichts anzuhalten.</translation>
    </message>
    <message>
        <source>None of these runs is suspended, so there is nothing to resume.</source>
        <translation>Keiner dieser Läufe ist angehalten, also gibt es nichts fortzusetzen.</translation>
    </message>
    <message>
        <source>None of these runs is faulted, so there is nothing to retry.</source>
        <translation>Keiner dieser Läufe ist fehlgeschlagen, also gibt es nichts zu wiederholen.</translation>
    </message>
    <message>
        <source>None of these runs is faulted, so there is nothing to discard.</source>
        <translation>Keiner dieser Läufe ist fehlgeschlagen, also gibt es nichts zu verwerfen.</translation>
    </message>
    <message>
        <source>None of these runs has ended, so there is nothing to re-run.</source>
        <translation>Keiner dieser Läufe ist beendet, also gibt es nichts neu auszuführen.</translation>
    </message>
    <message>
        <source>All of these runs have ended, so there is nothing to cancel.</source>
        <translation>Alle diese Läufe sind beendet, also gibt es nichts abzubrechen.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::RunColumns</name>
    <message>
        <source>One column at least stays.</source>
        <translation>Mindestens eine Spalte bleibt.</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Labels</translation>
    </message>
    <message numerus="yes">
        <source>At most %n label(s) are shown. Hide one first.</source>
        <translation>
            <numerusform>Höchstens %n Label wird angezeigt. Zuerst eines ausblenden.</numerusform>
            <numerusform>Höchstens %n Labels werden angezeigt. Zuerst eines ausblenden.</numerusform>
        </translation>
    </message>
    <message>
        <source>Move %1 left</source>
        <translation>%1 nach links verschieben</translation>
    </message>
    <message>
        <source>Move %1 right</source>
        <translation>%1 nach rechts verschieben</translation>
    </message>
    <message>
        <source>Make %1 wider</source>
        <translation>%1 breiter machen</translation>
    </message>
    <message>
        <source>Make %1 narrower</source>
        <translation>%1 schmaler machen</translation>
    </message>
    <message>
        <source>Reset columns</source>
        <translation>Spalten zurücksetzen</translation>
    </message>
</context>
<context>
    <name>beamline::ui::RunComparisonModel</name>
    <message>
        <source>In neither</source>
        <translation>In keinem</translation>
    </message>
    <message>
        <source>Same</source>
        <translation>Gleich</translation>
    </message>
    <message>
        <source>Only in A</source>
        <translation>Nur in A</translation>
    </message>
    <message>
        <source>Only in A; B has no such task</source>
        <translation>Nur in A; B hat keine solche Aufgabe</translation>
    </message>
    <message>
        <source>Only in B</source>
        <translation>Nur in B</translation>
    </message>
    <message>
        <source>Only in B; A has no such task</source>
        <translation>Nur in B; A hat keine solche Aufgabe</translation>
    </message>
    <message>
        <source>%1 instead of %2</source>
        <translation>%1 statt %2</translation>
    </message>
    <message numerus="yes">
        <source>%1 instead of %n time(s)</source>
        <translation>
            <numerusform>%1-mal statt %n-mal</numerusform>
            <numerusform>%1-mal statt %n-mal</numerusform>
        </translation>
    </message>
    <message>
        <source>Attempt %1 instead of %2</source>
        <translation>Versuch %1 statt %2</translation>
    </message>
    <message>
        <source>Other output</source>
        <translation>Andere Ausgabe</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>The ways part at %1.</source>
        <translation>Die Wege trennen sich bei %1.</translation>
    </message>
    <message>
        <source>, first at %1</source>
        <translation>, zuerst bei %1</translation>
    </message>
    <message>
        <source>Both had the same input, went the same way and put out the same.</source>
        <translation>Beide hatten dieselbe Eingabe, gingen denselben Weg und gaben dasselbe aus.</translation>
    </message>
    <message>
        <source>The definitions differ.</source>
        <translation>Die Definitionen unterscheiden sich.</translation>
    </message>
    <message>
        <source>Inputs differ%1, and so do the definitions.</source>
        <translation>Die Eingaben unterscheiden sich%1, ebenso die Definitionen.</translation>
    </message>
    <message>
        <source>Inputs differ%1.</source>
        <translation>Die Eingaben unterscheiden sich%1.</translation>
    </message>
    <message>
        <source>Both went the same way, and their outputs differ%1.</source>
        <translation>Beide gingen denselben Weg, und ihre Ausgaben unterscheiden sich%1.</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Aufgabe</translation>
    </message>
    <message>
        <source>What differs</source>
        <translation>Unterschied</translation>
    </message>
    <message>
        <source>Run A</source>
        <translation>Lauf A</translation>
    </message>
    <message>
        <source>Run B</source>
        <translation>Lauf B</translation>
    </message>
    <message>
        <source>A took</source>
        <translation>Dauer A</translation>
    </message>
    <message>
        <source>B took</source>
        <translation>Dauer B</translation>
    </message>
    <message>
        <source>B − A</source>
        <translation>B − A</translation>
    </message>
    <message>
        <source>The outputs of %1 differ.</source>
        <translation>Die Ausgaben von %1 unterscheiden sich.</translation>
    </message>
    <message>
        <source>The outputs of %1 differ, first at %2.</source>
        <translation>Die Ausgaben von %1 unterscheiden sich, zuerst bei %2.</translation>
    </message>
    <message>
        <source>A task ended otherwise, %1.</source>
        <translation>Eine Aufgabe endete anders (%1).</translation>
    </message>
    <message>
        <source>A task was tried or repeated another number of times, %1.</source>
        <translation>Eine Aufgabe wurde unterschiedlich oft versucht oder durchlaufen (%1).</translation>
    </message>
    <message>
        <source>B took %1 longer; the times differ most at %2 (%3).</source>
        <translation>B dauerte %1 länger; am stärksten weichen die Zeiten bei %2 ab (%3).</translation>
    </message>
    <message>
        <source>B was %1 faster; the times differ most at %2 (%3).</source>
        <translation>B war %1 schneller; am stärksten weichen die Zeiten bei %2 ab (%3).</translation>
    </message>
    <message>
        <source>Both went the same way, and only one of them ended with an error.</source>
        <translation>Beide gingen denselben Weg, und nur einer endete mit einem Fehler.</translation>
    </message>
    <message>
        <source>Both went the same way and ended with different errors: “%1” in A, “%2” in B.</source>
        <translation>Beide gingen denselben Weg und endeten mit verschiedenen Fehlern: „%1“ in A, „%2“ in B.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::RunExport</name>
    <message>
        <source>%1 cannot be written: %2. Choose another place.</source>
        <translation>%1 kann nicht geschrieben werden: %2. Einen anderen Ort wählen.</translation>
    </message>
    <message numerus="yes">
        <source>No file was written: after %n run(s) the engine did not answer. %1</source>
        <translation>
            <numerusform>Es wurde keine Datei geschrieben: Nach %n Lauf hat die Engine nicht geantwortet. %1</numerusform>
            <numerusform>Es wurde keine Datei geschrieben: Nach %n Läufen hat die Engine nicht geantwortet. %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 cannot be written: %2. After %n run(s) nothing more fitted; choose another place.</source>
        <translation>
            <numerusform>%1 kann nicht geschrieben werden: %2. Nach %n Lauf passte nichts mehr hinein; einen anderen Ort wählen.</numerusform>
            <numerusform>%1 kann nicht geschrieben werden: %2. Nach %n Läufen passte nichts mehr hinein; einen anderen Ort wählen.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>beamline::ui::RunExportBar</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>The export was cancelled. No file was written.</source>
        <translation>Der Export wurde abgebrochen. Es wurde keine Datei geschrieben.</translation>
    </message>
    <message>
        <source>Export runs</source>
        <translation>Läufe exportieren</translation>
    </message>
    <message>
        <source>CSV (*.csv);;JSON (*.json)</source>
        <translation>CSV (*.csv);;JSON (*.json)</translation>
    </message>
    <message>
        <source>There are more: a file takes at most %1. Narrow the filter for the rest.</source>
        <translation>Es gibt mehr: Eine Datei nimmt höchstens %1 auf. Für den Rest den Filter eingrenzen.</translation>
    </message>
    <message>
        <source>Exporting runs: %1 of %2</source>
        <translation>Läufe werden exportiert: %1 von %2</translation>
    </message>
    <message>
        <source>Exporting runs: %1</source>
        <translation>Läufe werden exportiert: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) exported to %1.</source>
        <translation>
            <numerusform>%n Lauf nach %1 exportiert.</numerusform>
            <numerusform>%n Läufe nach %1 exportiert.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>beamline::ui::RunGroupModel</name>
    <message>
        <source>Half of the completed runs of a group took no longer than that</source>
        <translation>Die Hälfte der abgeschlossenen Läufe einer Gruppe dauerte nicht länger als dies</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>Phases</source>
        <translation>Phasen</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>Last</source>
        <translation>Letzter</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>first %1, last %2</source>
        <translation>erster %1, letzter %2</translation>
    </message>
    <message>
        <source>of the completed ones half took up to %1, 95 in 100 up to %2</source>
        <translation>von den abgeschlossenen dauerte die Hälfte bis zu %1, 95 von 100 bis zu %2</translation>
    </message>
    <message>
        <source>none has completed</source>
        <translation>keiner ist abgeschlossen</translation>
    </message>
    <message>
        <source>%1/%2, version %3</source>
        <translation>%1/%2, Version %3</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n run(s)</source>
        <translation>
            <numerusform>%1, %n Lauf</numerusform>
            <numerusform>%1, %n Läufe</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, dry run</source>
        <translation>%1, Probelauf</translation>
    </message>
</context>
<context>
    <name>beamline::ui::RunGroupsView</name>
    <message>
        <source>Groups of runs</source>
        <translation>Gruppen von Läufen</translation>
    </message>
</context>
<context>
    <name>beamline::ui::RunListModel</name>
    <message>
        <source>Phase</source>
        <translation>Phase</translation>
    </message>
    <message>
        <source>Workflow</source>
        <translation>Workflow</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Lauf</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Gestartet</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Namespace</source>
        <translation>Namespace</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Beendet</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>%1/%2, version %3</source>
        <translation>%1/%2, Version %3</translation>
    </message>
    <message>
        <source>ended %1</source>
        <translation>beendet %1</translation>
    </message>
    <message>
        <source>not ended yet</source>
        <translation>noch nicht beendet</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n task(s) done</source>
        <translation>
            <numerusform>%1 von %n Aufgabe erledigt</numerusform>
            <numerusform>%1 von %n Aufgaben erledigt</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, dry run</source>
        <translation>%1, Probelauf</translation>
    </message>
</context>
<context>
    <name>beamline::ui::RunPage</name>
    <message>
        <source>No run is open</source>
        <translation>Kein Lauf ist geöffnet</translation>
    </message>
    <message>
        <source>Open one from the list of runs.</source>
        <translation>Einen aus der Liste der Läufe öffnen.</translation>
    </message>
    <message>
        <source>Go to runs</source>
        <translation>Zu den Läufen</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>Decide approval</source>
        <translation>Über Freigabe entscheiden</translation>
    </message>
    <message>
        <source>Open workflow</source>
        <translation>Workflow öffnen</translation>
    </message>
    <message>
        <source>Copy run id</source>
        <translation>Lauf-ID kopieren</translation>
    </message>
    <message>
        <source>Step through the past</source>
        <translation>Vergangenheit schrittweise durchgehen</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>Graph</source>
        <translation>Graph</translation>
    </message>
    <message>
        <source>Graph of the tasks</source>
        <translation>Graph der Aufgaben</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Zeitachse</translation>
    </message>
    <message>
        <source>History of the run</source>
        <translation>Verlauf des Laufs</translation>
    </message>
    <message>
        <source>Would have happened</source>
        <translation>Wäre geschehen</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Lauf</translation>
    </message>
    <message>
        <source>Loading the run…</source>
        <translation>Lauf wird geladen…</translation>
    </message>
    <message>
        <source>This is as of the last answer. %1</source>
        <translation>Dies entspricht dem Stand der letzten Antwort. %1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Start again with mocks…</source>
        <translation>Mit Ersatzantworten neu starten…</translation>
    </message>
    <message>
        <source>took</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>for</source>
        <translation>seit</translation>
    </message>
    <message>
        <source>started</source>
        <translation>gestartet</translation>
    </message>
    <message>
        <source>Child of %1</source>
        <translation>Unterlauf von %1</translation>
    </message>
    <message>
        <source>A task of run %1 has started this one. Open that run.</source>
        <translation>Eine Aufgabe von Lauf %1 hat diesen gestartet. Jenen Lauf öffnen.</translation>
    </message>
    <message>
        <source>Compare with it</source>
        <translation>Damit vergleichen</translation>
    </message>
    <message>
        <source>Compare…</source>
        <translation>Vergleichen…</translation>
    </message>
    <message>
        <source>Puts another run of this workflow beside this one.</source>
        <translation>Stellt einen anderen Lauf dieses Workflows neben diesen.</translation>
    </message>
    <message>
        <source>Re-run…</source>
        <translation>Neu ausführen…</translation>
    </message>
    <message>
        <source>Re-run from here…</source>
        <translation>Ab hier neu ausführen…</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Show the run as it was at %1</source>
        <translation>Den Lauf zeigen, wie er zum Zeitpunkt %1 war</translation>
    </message>
    <message>
        <source>Copy reference of the task</source>
        <translation>Referenz der Aufgabe kopieren</translation>
    </message>
    <message>
        <source>Re-run of %1</source>
        <translation>Neuausführung von %1</translation>
    </message>
    <message>
        <source>This run has taken over results of run %1. Open that run.</source>
        <translation>Dieser Lauf hat Ergebnisse von Lauf %1 übernommen. Jenen Lauf öffnen.</translation>
    </message>
    <message>
        <source>The run has not ended. It can be re-run when it has.</source>
        <translation>Der Lauf ist nicht beendet. Er kann neu ausgeführt werden, sobald er es ist.</translation>
    </message>
    <message>
        <source>Starts a new run that takes over what this one has done, from where you choose.</source>
        <translation>Startet einen neuen Lauf, der ab einer wählbaren Stelle übernimmt, was dieser getan hat.</translation>
    </message>
    <message>
        <source>The run never came to this task. Choose one that it did.</source>
        <translation>Der Lauf ist nie zu dieser Aufgabe gelangt. Eine wählen, zu der er gelangt ist.</translation>
    </message>
    <message>
        <source>Starts a new run that takes over the results of the tasks before this one.</source>
        <translation>Startet einen neuen Lauf, der die Ergebnisse der Aufgaben vor dieser übernimmt.</translation>
    </message>
    <message>
        <source>Id of the run</source>
        <translation>ID des Laufs</translation>
    </message>
    <message>
        <source>Go to a time in the history</source>
        <translation>Zu einem Zeitpunkt im Verlauf</translation>
    </message>
    <message>
        <source>History of the selected task only, or of all</source>
        <translation>Verlauf nur der ausgewählten Aufgabe oder aller Aufgaben</translation>
    </message>
    <message>
        <source>Re-run several times</source>
        <translation>Mehrmals neu ausgeführt</translation>
    </message>
    <message>
        <source>A new run has taken over from this one. Opens it.</source>
        <translation>Ein neuer Lauf hat von diesem übernommen. Öffnet ihn.</translation>
    </message>
    <message>
        <source>New runs have taken over from this one. Shows them.</source>
        <translation>Neue Läufe haben von diesem übernommen. Zeigt sie.</translation>
    </message>
    <message>
        <source>Re-run as %1</source>
        <translation>Neu ausgeführt als %1</translation>
    </message>
</context>
<context>
    <name>beamline::ui::RunQueryCompletionText</name>
    <message>
        <source>one or several phases</source>
        <translation>eine oder mehrere Phasen</translation>
    </message>
    <message>
        <source>its name, or how it begins</source>
        <translation>der Name oder sein Anfang</translation>
    </message>
    <message>
        <source>a label&apos;s value</source>
        <translation>der Wert eines Labels</translation>
    </message>
    <message>
        <source>younger than</source>
        <translation>jünger als</translation>
    </message>
    <message>
        <source>older than</source>
        <translation>älter als</translation>
    </message>
    <message>
        <source>created from a date</source>
        <translation>erstellt ab einem Datum</translation>
    </message>
    <message>
        <source>created until a date</source>
        <translation>erstellt bis zu einem Datum</translation>
    </message>
    <message>
        <source>of the workflow</source>
        <translation>des Workflows</translation>
    </message>
    <message>
        <source>a kind of error, as groups name it</source>
        <translation>eine Art von Fehler, wie Gruppen sie benennen</translation>
    </message>
    <message>
        <source>15 minutes</source>
        <translation>15 Minuten</translation>
    </message>
    <message>
        <source>an hour</source>
        <translation>eine Stunde</translation>
    </message>
    <message>
        <source>24 hours</source>
        <translation>24 Stunden</translation>
    </message>
    <message>
        <source>7 days</source>
        <translation>7 Tage</translation>
    </message>
</context>
<context>
    <name>beamline::ui::RunQueryText</name>
    <message>
        <source>A filter has at most %1 letters. Shorten it.</source>
        <translation>Ein Filter hat höchstens %1 Zeichen. Filter kürzen.</translation>
    </message>
    <message>
        <source>No run fits: the time ends before it begins. Exchange the two, or leave one out.</source>
        <translation>Kein Lauf passt: Der Zeitraum endet, bevor er beginnt. Beide vertauschen oder eines weglassen.</translation>
    </message>
    <message>
        <source>A quotation mark is missing at the end. Write &quot;%1&quot;.</source>
        <translation>Am Ende fehlt ein Anführungszeichen. &quot;%1&quot; schreiben.</translation>
    </message>
    <message>
        <source>Only age is compared with %1. Write %2.</source>
        <translation>Nur age wird mit %1 verglichen. %2 schreiben.</translation>
    </message>
    <message>
        <source>A filter says what fits, never what does not. Name the statuses you want: status:running,waiting.</source>
        <translation>Ein Filter sagt, was passt, nie was nicht passt. Die gewünschten Status nennen: status:running,waiting.</translation>
    </message>
    <message>
        <source>A filter says what fits, never what does not. To look for this text, put it between quotation marks.</source>
        <translation>Ein Filter sagt, was passt, nie, was nicht passt. Um nach diesem Text zu suchen, ihn in Anführungszeichen setzen.</translation>
    </message>
    <message>
        <source>A filter says what fits, never what does not. Leave %1 out, or say what you want.</source>
        <translation>Ein Filter sagt, was passt, nie was nicht passt. %1 weglassen oder angeben, was gewünscht ist.</translation>
    </message>
    <message>
        <source>To look for this text, put it between quotation marks.</source>
        <translation>Um nach diesem Text zu suchen, ihn in Anführungszeichen setzen.</translation>
    </message>
    <message>
        <source>There is no condition %1. Conditions are %2.</source>
        <translation>Es gibt keine Bedingung %1. Bedingungen sind %2.</translation>
    </message>
    <message>
        <source>There is no condition %1. Did you mean %2?</source>
        <translation>Es gibt keine Bedingung %1. Meinten Sie %2?</translation>
    </message>
    <message>
        <source>status: stands here twice. Write several as one: status:faulted,waiting.</source>
        <translation>status: steht hier zweimal. Mehrere als eine schreiben: status:faulted,waiting.</translation>
    </message>
    <message>
        <source>%1 stands here twice. Keep one of them.</source>
        <translation>%1 steht hier zweimal. Nur eines davon behalten.</translation>
    </message>
    <message>
        <source>%1 and %2 say the same. Keep one of them.</source>
        <translation>%1 und %2 sagen dasselbe. Eines davon behalten.</translation>
    </message>
    <message>
        <source>A status is missing. Write one of %1.</source>
        <translation>Ein Status fehlt. Einen dieser Werte schreiben: %1.</translation>
    </message>
    <message>
        <source>There is no status %1. Write one of %2.</source>
        <translation>Es gibt keinen Status %1. Einen dieser Werte schreiben: %2.</translation>
    </message>
    <message>
        <source>There is no status %1. Did you mean %2?</source>
        <translation>Es gibt keinen Status %1. Meinten Sie %2?</translation>
    </message>
    <message>
        <source>An age is compared. Write age&lt;2h for younger runs or age&gt;2h for older ones.</source>
        <translation>Ein Alter wird verglichen. age&lt;2h für jüngere oder age&gt;2h für ältere Läufe schreiben.</translation>
    </message>
    <message>
        <source>An age is a whole number with s, m, h, d or w. Write %1.</source>
        <translation>Ein Alter ist eine ganze Zahl mit s, m, h, d oder w. %1 schreiben.</translation>
    </message>
    <message>
        <source>An age is at most %1 d. Write since: or until: with a date.</source>
        <translation>Ein Alter beträgt höchstens %1 d. since: oder until: mit einem Datum schreiben.</translation>
    </message>
    <message>
        <source>This is no date after 1970. Write %1, %2 or %3.</source>
        <translation>Dies ist kein Datum nach 1970. %1, %2 oder %3 schreiben.</translation>
    </message>
    <message>
        <source>The name of the label is missing. Write label.team:ops.</source>
        <translation>Der Name des Labels fehlt. label.team:ops schreiben.</translation>
    </message>
    <message>
        <source>%1 takes one value. If the comma belongs to it, put it between quotation marks.</source>
        <translation>%1 nimmt einen einzigen Wert. Gehört das Komma dazu, ihn in Anführungszeichen setzen.</translation>
    </message>
    <message>
        <source>A value is missing behind %1</source>
        <translation>Hinter %1 fehlt ein Wert</translation>
    </message>
    <message>
        <source>. For an empty one write &quot;&quot;.</source>
        <translation>. Für einen leeren &quot;&quot; schreiben.</translation>
    </message>
    <message>
        <source>A * stands at the end only, for all workflows that begin so: workflow:invoice*.</source>
        <translation>Ein * steht nur am Ende, für alle Workflows, die so beginnen: workflow:invoice*.</translation>
    </message>
    <message>
        <source>Only workflow: takes a *. If it belongs to the value, put it between quotation marks.</source>
        <translation>Nur workflow: nimmt ein *. Gehört es zum Wert, ihn in Anführungszeichen setzen.</translation>
    </message>
    <message>
        <source>All conditions hold anyhow. Leave AND out.</source>
        <translation>Ohnehin gelten alle Bedingungen. AND weglassen.</translation>
    </message>
    <message>
        <source>Only statuses can be alternatives. Write status:faulted,waiting.</source>
        <translation>Nur Status können Alternativen sein. status:faulted,waiting schreiben.</translation>
    </message>
    <message>
        <source>One text is looked for. Put its words together.</source>
        <translation>Es wird nach einem einzigen Text gesucht. Seine Wörter zusammenstellen.</translation>
    </message>
    <message>
        <source>Write a text between the quotation marks.</source>
        <translation>Einen Text zwischen die Anführungszeichen schreiben.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::RunTimes</name>
    <message>
        <source>Attempt %1, %2</source>
        <translation>Versuch %1, %2</translation>
    </message>
    <message>
        <source>Waits</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Pause before attempt %1</source>
        <translation>Pause vor Versuch %1</translation>
    </message>
    <message>
        <source>Suspended</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>%1 (iteration %2)</source>
        <translation>%1 (Durchlauf %2)</translation>
    </message>
    <message>
        <source>%1
%2 – %3 (%4)</source>
        <translation>%1
%2 – %3 (%4)</translation>
    </message>
    <message>
        <source>goes on</source>
        <translation>dauert an</translation>
    </message>
</context>
<context>
    <name>beamline::ui::RunViewBar</name>
    <message>
        <source>+ Save view</source>
        <translation>+ Ansicht speichern</translation>
    </message>
    <message>
        <source>Keep the filter, its columns, order and grouping under a name</source>
        <translation>Filter samt Spalten, Reihenfolge und Gruppierung unter einem Namen speichern</translation>
    </message>
    <message>
        <source>All runs there are</source>
        <translation>Alle vorhandenen Läufe</translation>
    </message>
    <message>
        <source>Name of the view</source>
        <translation>Name der Ansicht</translation>
    </message>
    <message>
        <source>Invoices today</source>
        <translation>Rechnungen heute</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Save this view</source>
        <translation>Diese Ansicht speichern</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Umbenennen…</translation>
    </message>
    <message>
        <source>Rename the view</source>
        <translation>Ansicht umbenennen</translation>
    </message>
    <message>
        <source>Change it to what is shown</source>
        <translation>Auf das Angezeigte ändern</translation>
    </message>
    <message>
        <source>Move left</source>
        <translation>Nach links verschieben</translation>
    </message>
    <message>
        <source>Move right</source>
        <translation>Nach rechts verschieben</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
</context>
<context>
    <name>beamline::ui::RunsPage</name>
    <message>
        <source>Start run</source>
        <translation>Lauf starten</translation>
    </message>
    <message>
        <source>Filter runs</source>
        <translation>Läufe filtern</translation>
    </message>
    <message>
        <source>Filter by a text or by conditions: status:faulted workflow:invoice* age&lt;2h</source>
        <translation>Nach einem Text oder nach Bedingungen filtern: status:faulted workflow:invoice* age&lt;2h</translation>
    </message>
    <message>
        <source>The view %1 is deleted.</source>
        <translation>Die Ansicht %1 ist gelöscht.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>Click to sort by phase, workflow, start, end or last change. Drag to move a column.</source>
        <translation>Klicken, um nach Phase, Workflow, Start, Ende oder letzter Änderung zu sortieren. Ziehen, um eine Spalte zu verschieben.</translation>
    </message>
    <message>
        <source>These rows are as of the last answer. %1</source>
        <translation>Diese Zeilen entsprechen dem Stand der letzten Antwort. %1</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Not all is grouped: at most the newest %1 runs are looked at, and %2 groups shown. Narrow the filter to see the rest.</source>
        <translation>Nicht alles ist gruppiert: Höchstens die neuesten %1 Läufe werden betrachtet und %2 Gruppen angezeigt. Den Filter eingrenzen, um den Rest zu sehen.</translation>
    </message>
    <message>
        <source>Loading groups…</source>
        <translation>Gruppen werden geladen…</translation>
    </message>
    <message>
        <source>Loading runs…</source>
        <translation>Läufe werden geladen…</translation>
    </message>
    <message>
        <source>No groups</source>
        <translation>Keine Gruppen</translation>
    </message>
    <message>
        <source>No run that fits the filter has an error to group by.</source>
        <translation>Kein Lauf, der zum Filter passt, hat einen Fehler, nach dem sich gruppieren lässt.</translation>
    </message>
    <message>
        <source>No run that fits the filter has what it is grouped by.</source>
        <translation>Kein Lauf, der zum Filter passt, hat das, wonach gruppiert wird.</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>Filter aufheben</translation>
    </message>
    <message>
        <source>No run fits</source>
        <translation>Kein Lauf passt</translation>
    </message>
    <message>
        <source>No run meets all conditions of the filter.</source>
        <translation>Kein Lauf erfüllt alle Bedingungen des Filters.</translation>
    </message>
    <message>
        <source>No runs yet</source>
        <translation>Noch keine Läufe</translation>
    </message>
    <message>
        <source>A run is one execution of a workflow. Every step it takes is kept, so it survives a crash or a restart, and you can watch, suspend, resume and retry it here.</source>
        <translation>Ein Lauf ist eine Ausführung eines Workflows. Jeder seiner Schritte wird gespeichert; so übersteht er einen Absturz oder Neustart und kann hier beobachtet, angehalten, fortgesetzt und wiederholt werden.</translation>
    </message>
    <message>
        <source>Start a run</source>
        <translation>Einen Lauf starten</translation>
    </message>
    <message>
        <source>See workflows</source>
        <translation>Workflows ansehen</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Freeze</source>
        <translation>Einfrieren</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>Folgen</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>Batches</source>
        <translation>Sammelaktionen</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>Export what is listed, see what was done to many runs</source>
        <translation>Das Aufgelistete exportieren, ansehen, was mit vielen Läufen getan wurde</translation>
    </message>
    <message>
        <source>Open run</source>
        <translation>Lauf öffnen</translation>
    </message>
    <message>
        <source>Copy run id</source>
        <translation>Lauf-ID kopieren</translation>
    </message>
    <message>
        <source>Export runs…</source>
        <translation>Läufe exportieren…</translation>
    </message>
    <message>
        <source>Write all runs that fit the filter to a file, as CSV or JSON</source>
        <translation>Alle Läufe, die zum Filter passen, als CSV oder JSON in eine Datei schreiben</translation>
    </message>
    <message>
        <source>Batches: what was done to many runs</source>
        <translation>Sammelaktionen: was mit vielen Läufen getan wurde</translation>
    </message>
    <message>
        <source>Save view</source>
        <translation>Ansicht speichern</translation>
    </message>
    <message>
        <source>Freeze or thaw the list</source>
        <translation>Liste einfrieren oder auftauen</translation>
    </message>
    <message>
        <source>Choose columns</source>
        <translation>Spalten wählen</translation>
    </message>
    <message>
        <source>Group runs</source>
        <translation>Läufe gruppieren</translation>
    </message>
    <message>
        <source>One by one</source>
        <translation>Einzeln</translation>
    </message>
    <message>
        <source>By workflow</source>
        <translation>Nach Workflow</translation>
    </message>
    <message>
        <source>By version</source>
        <translation>Nach Version</translation>
    </message>
    <message>
        <source>By error</source>
        <translation>Nach Fehler</translation>
    </message>
    <message>
        <source>By label</source>
        <translation>Nach Label</translation>
    </message>
    <message>
        <source>By %1</source>
        <translation>Nach %1</translation>
    </message>
    <message>
        <source>Groups have columns of their own.</source>
        <translation>Gruppen haben eigene Spalten.</translation>
    </message>
    <message>
        <source>all runs</source>
        <translation>alle Läufe</translation>
    </message>
    <message>
        <source>Select runs, or one group.</source>
        <translation>Läufe oder eine Gruppe auswählen.</translation>
    </message>
    <message>
        <source>Counting the runs: %1</source>
        <translation>Zählen der Läufe: %1</translation>
    </message>
    <message>
        <source>Show only %1</source>
        <translation>Nur %1 anzeigen</translation>
    </message>
    <message>
        <source>Leave out %1</source>
        <translation>%1 weglassen</translation>
    </message>
    <message>
        <source>No other phase is asked for.</source>
        <translation>Es ist keine andere Phase gewählt.</translation>
    </message>
    <message>
        <source>Copy %1</source>
        <translation>%1 kopieren</translation>
    </message>
    <message>
        <source>List the runs of this group</source>
        <translation>Die Läufe dieser Gruppe auflisten</translation>
    </message>
    <message>
        <source>Close the group</source>
        <translation>Gruppe einklappen</translation>
    </message>
    <message>
        <source>Open the group</source>
        <translation>Gruppe aufklappen</translation>
    </message>
    <message>
        <source>Undoing: %1</source>
        <translation>Rückgängig machen: %1</translation>
    </message>
    <message>
        <source>Run %1 is suspended.</source>
        <translation>Lauf %1 ist angehalten.</translation>
    </message>
    <message>
        <source>Run %1 goes on.</source>
        <translation>Lauf %1 geht weiter.</translation>
    </message>
    <message numerus="yes">
        <source>%n new</source>
        <translation>
            <numerusform>%n neuer</numerusform>
            <numerusform>%n neue</numerusform>
        </translation>
    </message>
    <message>
        <source>Stay at the top, where new runs come. Scrolling down lets go of it.</source>
        <translation>Oben bleiben, wo neue Läufe erscheinen. Herunterscrollen hebt dies auf.</translation>
    </message>
    <message>
        <source>New runs come on top only in a list sorted by start, newest first.</source>
        <translation>Neue Läufe erscheinen nur in einer nach Start sortierten Liste oben, neueste zuerst.</translation>
    </message>
    <message>
        <source>Frozen</source>
        <translation>Eingefroren</translation>
    </message>
    <message>
        <source>Frozen · %1</source>
        <translation>Eingefroren · %1</translation>
    </message>
    <message>
        <source>Let nothing move until you say so</source>
        <translation>Nichts bewegt sich, bis Sie es wieder zulassen</translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) have changed meanwhile. Press to see them.</source>
        <translation>
            <numerusform>%n Lauf hat sich inzwischen geändert. Drücken, um ihn zu sehen.</numerusform>
            <numerusform>%n Läufe haben sich inzwischen geändert. Drücken, um sie zu sehen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Show what differs between the two runs</source>
        <translation>Zeigt, worin sich die beiden Läufe unterscheiden</translation>
    </message>
    <message>
        <source>Select two runs.</source>
        <translation>Zwei Läufe auswählen.</translation>
    </message>
    <message>
        <source>Mend the filter first: the rows are still those of %1.</source>
        <translation>Zuerst den Filter korrigieren: Die Zeilen sind noch die von %1.</translation>
    </message>
    <message>
        <source>The filter has a mistake. The rows below are still those of the one before: %1</source>
        <translation>Der Filter enthält einen Fehler. Die Zeilen unten sind noch die des vorigen Filters: %1</translation>
    </message>
    <message>
        <source>Go back to that filter</source>
        <translation>Zu jenem Filter zurück</translation>
    </message>
    <message numerus="yes">
        <source>running</source>
        <comment>that many runs</comment>
        <translation>
            <numerusform>laufend</numerusform>
            <numerusform>laufend</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>waiting</source>
        <comment>that many runs</comment>
        <translation>
            <numerusform>wartend</numerusform>
            <numerusform>wartend</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>faulted today</source>
        <comment>that many runs</comment>
        <translation>
            <numerusform>heute fehlgeschlagen</numerusform>
            <numerusform>heute fehlgeschlagen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>beamline::ui::SampleRun</name>
    <message>
        <source>The sample is started in the engine of this console, and this window is on another one.</source>
        <translation>Das Beispiel wird in der Engine dieser Konsole gestartet, und dieses Fenster ist mit einer anderen verbunden.</translation>
    </message>
    <message>
        <source>The invoices cannot be written to %1. Check that the folder can be written.</source>
        <translation>Die Rechnungen können nicht nach %1 geschrieben werden. Prüfen, ob der Ordner beschreibbar ist.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::ScheduleActions</name>
    <message>
        <source>Pause</source>
        <translation>Pausieren</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Trigger now</source>
        <translation>Jetzt auslösen</translation>
    </message>
    <message>
        <source>Back-fill…</source>
        <translation>Nachholen…</translation>
    </message>
    <message>
        <source>Select a schedule first.</source>
        <translation>Zuerst einen Zeitplan auswählen.</translation>
    </message>
    <message>
        <source>It is paused.</source>
        <translation>Er ist pausiert.</translation>
    </message>
    <message>
        <source>Starts nothing until resumed</source>
        <translation>Startet nichts, bis er fortgesetzt wird</translation>
    </message>
    <message>
        <source>It is not paused.</source>
        <translation>Er ist nicht pausiert.</translation>
    </message>
    <message>
        <source>Goes on from now; what was missed is left out</source>
        <translation>Geht ab jetzt weiter; Versäumtes wird ausgelassen</translation>
    </message>
    <message>
        <source>Starts a run now; the schedule stays as it is</source>
        <translation>Startet jetzt einen Lauf; der Zeitplan bleibt, wie er ist</translation>
    </message>
    <message>
        <source>Starts what was missed in a time that is past</source>
        <translation>Startet, was in einem vergangenen Zeitraum versäumt wurde</translation>
    </message>
    <message>
        <source>Only schedules of cron and every have starts in the past; trigger this one.</source>
        <translation>Nur Zeitpläne mit cron und every haben Starts in der Vergangenheit; diesen auslösen.</translation>
    </message>
    <message>
        <source>Pause the schedule of %1</source>
        <translation>Zeitplan von %1 pausieren</translation>
    </message>
    <message>
        <source>Resume the schedule of %1</source>
        <translation>Zeitplan von %1 fortsetzen</translation>
    </message>
    <message>
        <source>Trigger %1 now</source>
        <translation>%1 jetzt auslösen</translation>
    </message>
    <message>
        <source>Back-fill %1…</source>
        <translation>%1 nachholen…</translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) started. They are on the page Runs.</source>
        <translation>
            <numerusform>%n Lauf gestartet. Er ist auf der Seite „Läufe“ zu finden.</numerusform>
            <numerusform>%n Läufe gestartet. Sie sind auf der Seite „Läufe“ zu finden.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was started: every start in that time had its run before.</source>
        <translation>Nichts wurde gestartet: Jeder Start in diesem Zeitraum hatte seinen Lauf bereits.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::ScheduleListModel</name>
    <message>
        <source>Every</source>
        <translation>In Abständen</translation>
    </message>
    <message>
        <source>Cron</source>
        <translation>Cron</translation>
    </message>
    <message>
        <source>After the last</source>
        <translation>Nach dem letzten</translation>
    </message>
    <message>
        <source>On events</source>
        <translation>Bei Ereignissen</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>in %1 s</source>
        <translation>in %1 s</translation>
    </message>
    <message>
        <source>in %1 min</source>
        <translation>in %1 min</translation>
    </message>
    <message>
        <source>in %1 h</source>
        <translation>in %1 h</translation>
    </message>
    <message>
        <source>in %1 d</source>
        <translation>in %1 Tagen</translation>
    </message>
    <message>
        <source>Last start failed</source>
        <translation>Letzter Start fehlgeschlagen</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Pausiert</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>Aktiv</translation>
    </message>
    <message>
        <source>Paused. After a resume: %1</source>
        <translation>Pausiert. Nach dem Fortsetzen: %1</translation>
    </message>
    <message>
        <source>Workflow</source>
        <translation>Workflow</translation>
    </message>
    <message>
        <source>Starts</source>
        <translation>Startet</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Nächster</translation>
    </message>
    <message>
        <source>Last</source>
        <translation>Letzter</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
</context>
<context>
    <name>beamline::ui::SchedulePane</name>
    <message>
        <source>Next starts</source>
        <translation>Nächste Starts</translation>
    </message>
    <message>
        <source>Loading schedules…</source>
        <translation>Zeitpläne werden geladen…</translation>
    </message>
    <message>
        <source>It does not start by itself</source>
        <translation>Er startet nicht von selbst</translation>
    </message>
    <message>
        <source>A version with “schedule” does: at times (cron: &apos;0 6 * * 1-5&apos;), at intervals (every: {hours: 1}), some time after its last run, or on events. Only the latest version is followed.</source>
        <translation>Eine Version mit „schedule“ tut es: zu Zeiten (cron: &apos;0 6 * * 1-5&apos;), in Abständen (every: {hours: 1}), einige Zeit nach ihrem letzten Lauf oder bei Ereignissen. Nur der neuesten Version wird gefolgt.</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Pausiert</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>Aktiv</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>The last start failed. %1</source>
        <translation>Der letzte Start ist fehlgeschlagen. %1</translation>
    </message>
    <message>
        <source>It has not started anything yet.</source>
        <translation>Er hat noch nichts gestartet.</translation>
    </message>
    <message>
        <source>Last start %1, %2.</source>
        <translation>Letzter Start %1, %2.</translation>
    </message>
    <message>
        <source>Starts version %1. %2</source>
        <translation>Startet Version %1. %2</translation>
    </message>
    <message>
        <source>The starts below are those after a resume now.</source>
        <translation>Die Starts unten sind die nach einem Fortsetzen jetzt.</translation>
    </message>
    <message>
        <source>When it starts next is not known before.</source>
        <translation>Wann er das nächste Mal startet, ist vorher nicht bekannt.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::SchedulesPanel</name>
    <message>
        <source>Schedules</source>
        <translation>Zeitpläne</translation>
    </message>
    <message>
        <source>Loading schedules…</source>
        <translation>Zeitpläne werden geladen…</translation>
    </message>
    <message>
        <source>Nothing starts by itself yet</source>
        <translation>Noch startet nichts von selbst</translation>
    </message>
    <message>
        <source>A workflow with “schedule” does: at times (cron: &apos;0 6 * * 1-5&apos;), at intervals (every: {hours: 1}), some time after its last run, or on events. Deploy one and it is listed here with its next starts.</source>
        <translation>Ein Workflow mit „schedule“ tut es: zu Zeitpunkten (cron: &apos;0 6 * * 1-5&apos;), in Abständen (every: {hours: 1}), einige Zeit nach seinem letzten Lauf oder bei Ereignissen. Einen solchen bereitstellen, und er wird hier mit seinen nächsten Starts aufgeführt.</translation>
    </message>
    <message>
        <source>Deploy…</source>
        <translation>Bereitstellen…</translation>
    </message>
</context>
<context>
    <name>beamline::ui::SchemaForm</name>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
</context>
<context>
    <name>beamline::ui::SecretDialog</name>
    <message>
        <source>A JSON object without members.</source>
        <translation>Ein JSON-Objekt ohne Felder.</translation>
    </message>
    <message>
        <source>A JSON object; workflows read its members %1.</source>
        <translation>Ein JSON-Objekt; Workflows lesen seine Felder %1.</translation>
    </message>
    <message>
        <source>Begins like a JSON object but is none, so it is kept as text. %1</source>
        <translation>Beginnt wie ein JSON-Objekt, ist aber keines und wird deshalb als Text gespeichert. %1</translation>
    </message>
    <message numerus="yes">
        <source>Text of %n line(s).</source>
        <translation>
            <numerusform>Text mit %n Zeile.</numerusform>
            <numerusform>Text mit %n Zeilen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Text of %n character(s).</source>
        <translation>
            <numerusform>Text mit %n Zeichen.</numerusform>
            <numerusform>Text mit %n Zeichen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Add a secret</source>
        <translation>Geheimnis hinzufügen</translation>
    </message>
    <message>
        <source>Set the value of a secret</source>
        <translation>Wert eines Geheimnisses setzen</translation>
    </message>
    <message>
        <source>Replace the value of a secret</source>
        <translation>Wert eines Geheimnisses ersetzen</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Anzeigen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Ersetzen</translation>
    </message>
    <message>
        <source>Store in the keychain</source>
        <translation>Im Schlüsselbund speichern</translation>
    </message>
    <message>
        <source>As the workflow lists it below use: secrets:</source>
        <translation>Wie der Workflow es aufführt, unter use: secrets:</translation>
    </message>
    <message>
        <source>A name has letters, digits, &apos;-&apos;, &apos;_&apos; and &apos;.&apos;, and does not begin with &apos;.&apos;.</source>
        <translation>Ein Name besteht aus Buchstaben, Ziffern, &apos;-&apos;, &apos;_&apos; und &apos;.&apos; und beginnt nicht mit &apos;.&apos;.</translation>
    </message>
    <message>
        <source>There is one of this name: its value will be replaced.</source>
        <translation>Eines dieses Namens ist vorhanden: Sein Wert wird ersetzt.</translation>
    </message>
    <message>
        <source>Workflows read it as %1</source>
        <translation>Workflows lesen es als %1</translation>
    </message>
    <message>
        <source>Text, or a JSON object whose members workflows read.</source>
        <translation>Text oder ein JSON-Objekt, dessen Felder Workflows lesen.</translation>
    </message>
    <message>
        <source>A value has at most %1 KiB.</source>
        <translation>Ein Wert hat höchstens %1 KiB.</translation>
    </message>
    <message>
        <source>The keychain is being asked…</source>
        <translation>Der Schlüsselbund wird abgefragt…</translation>
    </message>
    <message>
        <source>Give a name first.</source>
        <translation>Zuerst einen Namen angeben.</translation>
    </message>
    <message>
        <source>Give a value first.</source>
        <translation>Zuerst einen Wert angeben.</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Verbergen</translation>
    </message>
</context>
<context>
    <name>beamline::ui::SecretListModel</name>
    <message>
        <source>In the keychain</source>
        <translation>Im Schlüsselbund</translation>
    </message>
    <message>
        <source>In a file</source>
        <translation>In einer Datei</translation>
    </message>
    <message>
        <source>File refused</source>
        <translation>Datei abgelehnt</translation>
    </message>
    <message>
        <source>With its engine</source>
        <translation>Bei der Engine</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Fehlt</translation>
    </message>
    <message>
        <source>No deployed workflow</source>
        <translation>Kein bereitgestellter Workflow</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>Nicht bekannt</translation>
    </message>
    <message>
        <source>%1 is not taken: it must be a file that only its owner can read (chmod 600).</source>
        <translation>%1 wird nicht verwendet: Es muss eine Datei sein, die nur ihr Eigentümer lesen kann (chmod 600).</translation>
    </message>
    <message>
        <source>Secret</source>
        <translation>Geheimnis</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Needed by</source>
        <translation>Benötigt von</translation>
    </message>
</context>
<context>
    <name>beamline::ui::SecretsPage</name>
    <message>
        <source>Remove…</source>
        <translation>Entfernen…</translation>
    </message>
    <message>
        <source>Set value…</source>
        <translation>Wert setzen…</translation>
    </message>
    <message>
        <source>Add secret…</source>
        <translation>Geheimnis hinzufügen…</translation>
    </message>
    <message>
        <source>Unlock the keychain…</source>
        <translation>Schlüsselbund entsperren…</translation>
    </message>
    <message>
        <source>Secrets</source>
        <translation>Geheimnisse</translation>
    </message>
    <message>
        <source>put its value into the file %1/%2, readable by its owner alone (chmod 600)</source>
        <translation>seinen Wert in die Datei %1/%2 schreiben, nur für ihren Eigentümer lesbar (chmod 600)</translation>
    </message>
    <message>
        <source>DATA-DIRECTORY/secrets</source>
        <translation>DATENVERZEICHNIS/secrets</translation>
    </message>
    <message>
        <source>Loading secrets…</source>
        <translation>Geheimnisse werden geladen…</translation>
    </message>
    <message>
        <source>No secrets</source>
        <translation>Keine Geheimnisse</translation>
    </message>
    <message>
        <source>Passwords and tokens that workflows use. A workflow lists their names below “use: secrets:” and reads them as $secrets.NAME; values are put in place when a call is made, and no run, log or history holds them.</source>
        <translation>Passwörter und Token, die Workflows verwenden. Ein Workflow führt ihre Namen unter „use: secrets:“ auf und liest sie als $secrets.NAME; die Werte werden erst beim Aufruf eingesetzt, und kein Lauf, kein Protokoll und kein Verlauf enthält sie.</translation>
    </message>
    <message>
        <source>Which workflows need these is as of the last answer. %1</source>
        <translation>Welche Workflows diese benötigen, ist der Stand der letzten Antwort. %1</translation>
    </message>
    <message>
        <source>in all</source>
        <translation>insgesamt</translation>
    </message>
    <message>
        <source>without a value</source>
        <translation>ohne Wert</translation>
    </message>
    <message>
        <source>NAME</source>
        <translation>NAME</translation>
    </message>
    <message>
        <source>This engine belongs to another process, which reads secrets from its keychain or from files. To add a file there: as the user it runs as, %1. A new value counts from the next call.</source>
        <translation>Diese Engine gehört zu einem anderen Prozess, der Geheimnisse aus seinem Schlüsselbund oder aus Dateien liest. Um dort eine Datei hinzuzufügen: als der Benutzer, unter dem er läuft, %1. Ein neuer Wert gilt ab dem nächsten Aufruf.</translation>
    </message>
    <message>
        <source>The keychain is locked: what is in it can be neither read nor changed. Starts that need it are refused, and calls under way fail.</source>
        <translation>Der Schlüsselbund ist gesperrt: Was darin ist, kann weder gelesen noch geändert werden. Starts, die es benötigen, werden verweigert, laufende Aufrufe schlagen fehl.</translation>
    </message>
    <message>
        <source>Unlock…</source>
        <translation>Entsperren…</translation>
    </message>
    <message>
        <source>%1 For a file: %2.</source>
        <translation>%1 Für eine Datei: %2.</translation>
    </message>
    <message>
        <source>This engine&apos;s secrets are kept by its owner, in its keychain or in files.</source>
        <translation>Die Geheimnisse dieser Engine verwahrt ihr Eigentümer, in seinem Schlüsselbund oder in Dateien.</translation>
    </message>
    <message>
        <source>There is no keychain to keep it in.</source>
        <translation>Es gibt keinen Schlüsselbund, in dem es gespeichert werden kann.</translation>
    </message>
    <message>
        <source>Unlock the keychain first.</source>
        <translation>Zuerst den Schlüsselbund entsperren.</translation>
    </message>
    <message>
        <source>Select a secret first.</source>
        <translation>Zuerst ein Geheimnis auswählen.</translation>
    </message>
    <message>
        <source>Keep a value under a new name.</source>
        <translation>Einen Wert unter einem neuen Namen speichern.</translation>
    </message>
    <message>
        <source>Replace value…</source>
        <translation>Wert ersetzen…</translation>
    </message>
    <message>
        <source>Give %1 a value.</source>
        <translation>%1 einen Wert geben.</translation>
    </message>
    <message>
        <source>It has no value that could be removed.</source>
        <translation>Es hat keinen Wert, der entfernt werden könnte.</translation>
    </message>
    <message>
        <source>Its value is a file: remove %1/%2.</source>
        <translation>Sein Wert ist eine Datei: %1/%2 entfernen.</translation>
    </message>
    <message>
        <source>Remove %1 from the keychain.</source>
        <translation>%1 aus dem Schlüsselbund entfernen.</translation>
    </message>
    <message>
        <source>Set the value of %1…</source>
        <translation>Wert von %1 setzen…</translation>
    </message>
    <message>
        <source>Remove %1…</source>
        <translation>%1 entfernen…</translation>
    </message>
    <message>
        <source>%1 is in the keychain.</source>
        <translation>%1 ist im Schlüsselbund.</translation>
    </message>
    <message>
        <source>The value that is there is not shown. Runs use the new one from their next call.</source>
        <translation>Der vorhandene Wert wird nicht angezeigt. Läufe verwenden den neuen ab ihrem nächsten Aufruf.</translation>
    </message>
    <message>
        <source>There is a file of this name. From now on the keychain&apos;s value is used.</source>
        <translation>Es gibt eine Datei dieses Namens. Ab jetzt wird der Wert aus dem Schlüsselbund verwendet.</translation>
    </message>
    <message>
        <source>Its value is deleted from the keychain and cannot be brought back.</source>
        <translation>Sein Wert wird aus dem Schlüsselbund gelöscht und kann nicht wiederhergestellt werden.</translation>
    </message>
    <message>
        <source>Runs of %1 fail at their next call.</source>
        <translation>Läufe von %1 schlagen bei ihrem nächsten Aufruf fehl.</translation>
    </message>
    <message>
        <source>No deployed workflow needs it.</source>
        <translation>Kein bereitgestellter Workflow benötigt es.</translation>
    </message>
    <message>
        <source>Whether a deployed workflow needs it is not known now.</source>
        <translation>Ob ein bereitgestellter Workflow es benötigt, ist derzeit nicht bekannt.</translation>
    </message>
    <message>
        <source>Remove the secret %1?</source>
        <translation>Geheimnis %1 entfernen?</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Beibehalten</translation>
    </message>
    <message>
        <source>%1 is removed.</source>
        <translation>%1 ist entfernt.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::SettingsPage</name>
    <message>
        <source>Search settings</source>
        <translation>Einstellungen durchsuchen</translation>
    </message>
    <message>
        <source>Sections</source>
        <translation>Abschnitte</translation>
    </message>
    <message>
        <source>No setting fits</source>
        <translation>Keine Einstellung passt</translation>
    </message>
    <message>
        <source>Settings are found by their title, by what they do, and by the names and keys of commands.</source>
        <translation>Einstellungen werden anhand ihres Titels, ihrer Wirkung und der Namen und Tasten von Befehlen gefunden.</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
</context>
<context>
    <name>beamline::ui::ShardMap</name>
    <message>
        <source>Shards</source>
        <translation>Shards</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>nobody: %1</source>
        <translation>niemand: %1</translation>
    </message>
    <message>
        <source>Shard %1: nobody carries it on now; its runs wait until a node takes it.</source>
        <translation>Shard %1: Derzeit führt ihn niemand weiter; seine Läufe warten, bis ein Knoten ihn übernimmt.</translation>
    </message>
    <message>
        <source>Shard %1: carried on by %2 since %3 (epoch %4).</source>
        <translation>Shard %1: weitergeführt von %2 seit %3 (Epoche %4).</translation>
    </message>
    <message>
        <source>It is moving to %1.</source>
        <translation>Er zieht zu %1 um.</translation>
    </message>
    <message>
        <source>Shard %1</source>
        <translation>Shard %1</translation>
    </message>
</context>
<context>
    <name>beamline::ui::ShortcutModel</name>
    <message>
        <source>Changed</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>%1, no key</source>
        <translation>%1, keine Taste</translation>
    </message>
    <message>
        <source>%1, key %2</source>
        <translation>%1, Taste %2</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menü</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
</context>
<context>
    <name>beamline::ui::ShortcutTable</name>
    <message>
        <source>Press the keys</source>
        <translation>Tasten drücken</translation>
    </message>
    <message>
        <source>Press the new keys; Escape keeps the old ones</source>
        <translation>Die neuen Tasten drücken; Escape behält die alten</translation>
    </message>
    <message>
        <source>Commands and their keys</source>
        <translation>Befehle und ihre Tasten</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Ändern…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Select a command first.</source>
        <translation>Zuerst einen Befehl auswählen.</translation>
    </message>
    <message>
        <source>Press another key for it (Enter).</source>
        <translation>Eine andere Taste dafür drücken (Enter).</translation>
    </message>
    <message>
        <source>It has no key then.</source>
        <translation>Er hat dann keine Taste.</translation>
    </message>
    <message>
        <source>It has no key.</source>
        <translation>Er hat keine Taste.</translation>
    </message>
    <message>
        <source>Give it the keys it came with.</source>
        <translation>Die ursprünglichen Tasten zuweisen.</translation>
    </message>
    <message>
        <source>It has the keys it came with.</source>
        <translation>Er hat die ursprünglichen Tasten.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::SimulatedChangeTable</name>
    <message>
        <source>Decided</source>
        <translation>Entschieden</translation>
    </message>
    <message>
        <source>Went to</source>
        <translation>Ging an</translation>
    </message>
    <message>
        <source>Would go to</source>
        <translation>Ginge an</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
</context>
<context>
    <name>beamline::ui::SimulatedShareTable</name>
    <message>
        <source>No provider</source>
        <translation>Kein Anbieter</translation>
    </message>
    <message>
        <source>%1 decisions before, %2 after</source>
        <translation>%1 Entscheidungen vorher, %2 nachher</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>Anbieter</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Nachher</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Ändern</translation>
    </message>
</context>
<context>
    <name>beamline::ui::StartDialog</name>
    <message>
        <source>Start run</source>
        <translation>Lauf starten</translation>
    </message>
    <message>
        <source>Workflow</source>
        <translation>Workflow</translation>
    </message>
    <message>
        <source>Dry run</source>
        <translation>Probelauf</translation>
    </message>
    <message>
        <source>Rehearses the run: what would change the world is answered by mocks or refused, everything else is real.</source>
        <translation>Probt den Lauf: Was die Außenwelt verändern würde, wird durch Ersatzantworten beantwortet oder verweigert, alles andere ist echt.</translation>
    </message>
    <message>
        <source>team=finance, month=11</source>
        <translation>team=finance, month=11</translation>
    </message>
    <message>
        <source>Starting twice with the same key makes one run</source>
        <translation>Zweimaliges Starten mit demselben Schlüssel ergibt einen einzigen Lauf</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>Idempotency key</source>
        <translation>Idempotenzschlüssel</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Form or JSON</source>
        <translation>Formular oder JSON</translation>
    </message>
    <message>
        <source>Input as JSON</source>
        <translation>Eingabe als JSON</translation>
    </message>
    <message>
        <source>Nothing yet. Write JSON here, for example {&quot;name&quot;: &quot;value&quot;}</source>
        <translation>Noch nichts. Hier JSON schreiben, zum Beispiel {&quot;name&quot;: &quot;value&quot;}</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>Formular</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>Start dry run</source>
        <translation>Probelauf starten</translation>
    </message>
    <message>
        <source>No workflow is deployed yet. Deploy one on the page Workflows.</source>
        <translation>Es ist noch kein Workflow bereitgestellt. Einen auf der Seite „Workflows“ bereitstellen.</translation>
    </message>
    <message>
        <source>The workflow does not say what its input looks like. Empty counts as {}.</source>
        <translation>Der Workflow gibt nicht an, wie seine Eingabe aussieht. Leer gilt als {}.</translation>
    </message>
    <message>
        <source>“%1” is not a label. Write name=value, with commas between labels.</source>
        <translation>„%1“ ist kein Label. name=value schreiben, mit Kommas zwischen Labels.</translation>
    </message>
    <message>
        <source>No input is filled in. Press Enter once more to start without.</source>
        <translation>Keine Eingabe ist ausgefüllt. Zum Starten ohne Eingabe noch einmal die Eingabetaste drücken.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::StartPage</name>
    <message>
        <source>Copy command</source>
        <translation>Befehl kopieren</translation>
    </message>
    <message>
        <source>Still starting the engine</source>
        <translation>Die Engine startet noch</translation>
    </message>
    <message>
        <source>A long journal is being read: %1. The window stays usable; nothing is lost if you quit.</source>
        <translation>Ein langes Journal wird gelesen: %1. Das Fenster bleibt bedienbar; beim Beenden geht nichts verloren.</translation>
    </message>
    <message>
        <source>Connecting to %1</source>
        <translation>Verbinden mit %1</translation>
    </message>
    <message>
        <source>Waiting for an engine to answer at %1.</source>
        <translation>Warten auf die Antwort einer Engine unter %1.</translation>
    </message>
    <message>
        <source>Connections…</source>
        <translation>Verbindungen…</translation>
    </message>
    <message>
        <source>%1 refuses this connection</source>
        <translation>%1 verweigert diese Verbindung</translation>
    </message>
    <message>
        <source>%1 cannot be reached</source>
        <translation>%1 ist nicht erreichbar</translation>
    </message>
    <message>
        <source>Check user, key and permissions of the connection, and test it there.</source>
        <translation>Benutzer, Schlüssel und Berechtigungen der Verbindung prüfen und sie dort testen.</translation>
    </message>
    <message>
        <source>Test the connection to see which step fails. Nothing waits for it: what runs there goes on without this console.</source>
        <translation>Die Verbindung testen, um zu sehen, welcher Schritt fehlschlägt. Nichts wartet darauf: Was dort läuft, geht ohne diese Konsole weiter.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Starting the engine</source>
        <translation>Engine wird gestartet</translation>
    </message>
    <message>
        <source>Opening the journal in %1.</source>
        <translation>Journal in %1 wird geöffnet.</translation>
    </message>
    <message>
        <source>The engine could not be opened</source>
        <translation>Die Engine konnte nicht geöffnet werden</translation>
    </message>
    <message>
        <source>The journal is damaged</source>
        <translation>Das Journal ist beschädigt</translation>
    </message>
    <message>
        <source>Nothing has been changed. Copy the folder %1 somewhere safe before you run the command below.</source>
        <translation>Es wurde nichts geändert. Den Ordner %1 an einen sicheren Ort kopieren, bevor der Befehl unten ausgeführt wird.</translation>
    </message>
    <message>
        <source>Another program may own the data in %1. Close it, or wait until it has stopped, and try again.</source>
        <translation>Möglicherweise gehören die Daten in %1 einem anderen Programm. Es schließen oder warten, bis es beendet ist, und erneut versuchen.</translation>
    </message>
    <message>
        <source>The data lies in %1; check that the folder can be written and that the disk is not full.</source>
        <translation>Die Daten liegen in %1; prüfen, ob der Ordner beschreibbar und der Datenträger nicht voll ist.</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Stopping the engine</source>
        <translation>Engine wird angehalten</translation>
    </message>
    <message>
        <source>What is in flight is being finished. Runs that wait resume when Beamline is started again.</source>
        <translation>Was gerade läuft, wird noch beendet. Wartende Läufe werden fortgesetzt, wenn Beamline wieder gestartet wird.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::StatusLine</name>
    <message>
        <source>commands</source>
        <translation>Befehle</translation>
    </message>
    <message>
        <source>No problems</source>
        <translation>Keine Probleme</translation>
    </message>
    <message>
        <source>Engine starting</source>
        <translation>Engine startet</translation>
    </message>
    <message>
        <source>Engine healthy</source>
        <translation>Engine in Ordnung</translation>
    </message>
    <message>
        <source>Engine degraded</source>
        <translation>Engine eingeschränkt</translation>
    </message>
    <message>
        <source>Engine accepts no changes</source>
        <translation>Engine nimmt keine Änderungen an</translation>
    </message>
    <message>
        <source>Engine stopping</source>
        <translation>Engine hält an</translation>
    </message>
    <message>
        <source>Engine stopped</source>
        <translation>Engine angehalten</translation>
    </message>
    <message>
        <source>Engine unreachable</source>
        <translation>Engine nicht erreichbar</translation>
    </message>
    <message>
        <source>Engine in an unknown state</source>
        <translation>Engine in unbekanntem Zustand</translation>
    </message>
    <message>
        <source>%1 tasks/s</source>
        <translation>%1 Aufgaben/s</translation>
    </message>
    <message>
        <source>queue %1</source>
        <translation>Warteschlange %1</translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s)</source>
        <translation>
            <numerusform>%n Problem</numerusform>
            <numerusform>%n Probleme</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 commands</source>
        <translation>%1 Befehle</translation>
    </message>
    <message numerus="yes">
        <source>%1: %2 of %n thread(s) busy, %3 of %4 queued</source>
        <translation>
            <numerusform>%1: %2 von %n Thread beschäftigt, %3 von %4 in der Warteschlange</numerusform>
            <numerusform>%1: %2 von %n Threads beschäftigt, %3 von %4 in der Warteschlange</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>beamline::ui::SuspendedNote</name>
    <message>
        <source>Its run is suspended and stays so, whatever you decide: the decision takes effect when somebody resumes the run.</source>
        <translation>Der Lauf ist angehalten und bleibt es, wie auch immer Sie entscheiden: Die Entscheidung wird wirksam, sobald jemand den Lauf fortsetzt.</translation>
    </message>
    <message>
        <source>Its run is suspended: what was decided takes effect when somebody resumes it.</source>
        <translation>Der Lauf ist angehalten: Die Entscheidung wird wirksam, sobald jemand ihn fortsetzt.</translation>
    </message>
    <message>
        <source>Open run</source>
        <translation>Lauf öffnen</translation>
    </message>
</context>
<context>
    <name>beamline::ui::TakeoverNote</name>
    <message>
        <source>Taken over from run %1. It was not carried out here: input and output are those of then.</source>
        <translation>Von Lauf %1 übernommen. Die Aufgabe wurde hier nicht ausgeführt: Eingabe und Ausgabe sind die von damals.</translation>
    </message>
    <message>
        <source>Begins at %1 with an edited input; what came before is taken over from run %2. Below is the input that run was started with.</source>
        <translation>Beginnt bei %1 mit bearbeiteter Eingabe; was davor kam, ist von Lauf %2 übernommen. Unten steht die Eingabe, mit der jener Lauf gestartet wurde.</translation>
    </message>
    <message>
        <source>Begins at %1; what came before is taken over from run %2.</source>
        <translation>Beginnt bei %1; was davor kam, ist von Lauf %2 übernommen.</translation>
    </message>
    <message>
        <source>The run begins here, with an input that was edited: run %1 had another one.</source>
        <translation>Der Lauf beginnt hier, mit einer bearbeiteten Eingabe: Lauf %1 hatte eine andere.</translation>
    </message>
    <message>
        <source>The run begins here, with the input that run %1 had.</source>
        <translation>Der Lauf beginnt hier, mit der Eingabe, die Lauf %1 hatte.</translation>
    </message>
    <message>
        <source>The run begins here. What came before is taken over from run %1.</source>
        <translation>Der Lauf beginnt hier. Was davor kam, ist von Lauf %1 übernommen.</translation>
    </message>
    <message>
        <source>Show it</source>
        <translation>Anzeigen</translation>
    </message>
    <message>
        <source>Show it there</source>
        <translation>Dort anzeigen</translation>
    </message>
    <message>
        <source>Selects the task where the run begins.</source>
        <translation>Wählt die Aufgabe aus, bei der der Lauf beginnt.</translation>
    </message>
    <message>
        <source>Opens run %1 at this task.</source>
        <translation>Öffnet Lauf %1 bei dieser Aufgabe.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::TaskInspector</name>
    <message>
        <source>Inspector</source>
        <translation>Inspektor</translation>
    </message>
    <message>
        <source>Data of the task</source>
        <translation>Daten der Aufgabe</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Ausgabe</translation>
    </message>
    <message>
        <source>Attempts</source>
        <translation>Versuche</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>Änderungen</translation>
    </message>
    <message>
        <source>Child runs</source>
        <translation>Unterläufe</translation>
    </message>
    <message>
        <source>Iteration</source>
        <translation>Durchlauf</translation>
    </message>
    <message>
        <source>What the task writes</source>
        <translation>Was die Aufgabe schreibt</translation>
    </message>
    <message>
        <source>Nothing was written since this run is shown here. Scripts, commands and containers write while they run.</source>
        <translation>Seit dieser Lauf hier angezeigt wird, wurde nichts geschrieben. Skripte, Befehle und Container schreiben, während sie laufen.</translation>
    </message>
    <message>
        <source>Child runs (%1)</source>
        <translation>Unterläufe (%1)</translation>
    </message>
    <message>
        <source>… what was written before is not kept</source>
        <translation>… was zuvor geschrieben wurde, ist nicht gespeichert</translation>
    </message>
    <message>
        <source>Error stream:</source>
        <translation>Fehlerstrom:</translation>
    </message>
    <message>
        <source>Output stream:</source>
        <translation>Ausgabestrom:</translation>
    </message>
    <message>
        <source>Whole run</source>
        <translation>Ganzer Lauf</translation>
    </message>
    <message>
        <source>The run was started without input.</source>
        <translation>Der Lauf wurde ohne Eingabe gestartet.</translation>
    </message>
    <message>
        <source>The run has no output.</source>
        <translation>Der Lauf hat keine Ausgabe.</translation>
    </message>
    <message>
        <source>The output comes with the end of the run.</source>
        <translation>Die Ausgabe liegt vor, wenn der Lauf endet.</translation>
    </message>
    <message>
        <source>%1 · attempt %2</source>
        <translation>%1 · Versuch %2</translation>
    </message>
    <message>
        <source>of %1</source>
        <translation>von %1</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>Wird geladen…</translation>
    </message>
    <message>
        <source>The task has not begun.</source>
        <translation>Die Aufgabe hat nicht begonnen.</translation>
    </message>
    <message>
        <source>The task has no input.</source>
        <translation>Die Aufgabe hat keine Eingabe.</translation>
    </message>
    <message>
        <source>The task has no output.</source>
        <translation>Die Aufgabe hat keine Ausgabe.</translation>
    </message>
    <message>
        <source>The output comes with the end of the task.</source>
        <translation>Die Ausgabe liegt vor, wenn die Aufgabe endet.</translation>
    </message>
    <message>
        <source>Attempts (%1)</source>
        <translation>Versuche (%1)</translation>
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
        <translation>%1, begonnen %2</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Aufgabe</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>taken over</source>
        <translation>übernommen</translation>
    </message>
    <message>
        <source>Taken over from the earlier run; here it took no time.</source>
        <translation>Vom früheren Lauf übernommen; hier hat sie keine Zeit gekostet.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::TenantModel</name>
    <message>
        <source>Suspended</source>
        <translation>Gesperrt</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>Aktiv</translation>
    </message>
    <message>
        <source>Its members may look, nothing else.</source>
        <translation>Seine Mitglieder dürfen ansehen, sonst nichts.</translation>
    </message>
    <message>
        <source>Its members do as their roles say.</source>
        <translation>Seine Mitglieder dürfen, was ihre Rollen sagen.</translation>
    </message>
    <message>
        <source>Runs that have not ended: %1</source>
        <translation>Nicht beendete Läufe: %1</translation>
    </message>
    <message>
        <source>Tasks that are being done: %1</source>
        <translation>Aufgaben in Arbeit: %1</translation>
    </message>
    <message>
        <source>What is kept of its runs: %1</source>
        <translation>Was von seinen Läufen gespeichert ist: %1</translation>
    </message>
    <message>
        <source>Cost of its work in this month: %1</source>
        <translation>Kosten seiner Arbeit in diesem Monat: %1</translation>
    </message>
    <message>
        <source>Tenant</source>
        <translation>Mandant</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Active runs</source>
        <translation>Aktive Läufe</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>Aufgaben</translation>
    </message>
    <message>
        <source>Storage</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Budget</source>
        <translation>Budget</translation>
    </message>
    <message>
        <source>Namespaces</source>
        <translation>Namespaces</translation>
    </message>
</context>
<context>
    <name>beamline::ui::TenantPane</name>
    <message>
        <source>Tenant</source>
        <translation>Mandant</translation>
    </message>
    <message>
        <source>See usage</source>
        <translation>Zum Verbrauch</translation>
    </message>
    <message>
        <source>Undo changes</source>
        <translation>Änderungen verwerfen</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>As people call it</source>
        <translation>Wie man ihn nennt</translation>
    </message>
    <message>
        <source>Namespaces</source>
        <translation>Namespaces</translation>
    </message>
    <message>
        <source>sales, billing</source>
        <translation>sales, billing</translation>
    </message>
    <message>
        <source>Of workflows that are its own, with commas between. A namespace has one owner.</source>
        <translation>Von Workflows, die ihm gehören, durch Kommas getrennt. Ein Namespace hat einen Eigentümer.</translation>
    </message>
    <message>
        <source>What it may use</source>
        <translation>Was er verbrauchen darf</translation>
    </message>
    <message>
        <source>Active runs</source>
        <translation>Aktive Läufe</translation>
    </message>
    <message>
        <source>Runs a minute</source>
        <translation>Läufe pro Minute</translation>
    </message>
    <message>
        <source>Tasks at once</source>
        <translation>Aufgaben gleichzeitig</translation>
    </message>
    <message>
        <source>Tasks a second</source>
        <translation>Aufgaben pro Sekunde</translation>
    </message>
    <message>
        <source>CPU time a day</source>
        <translation>CPU-Zeit pro Tag</translation>
    </message>
    <message>
        <source> s</source>
        <translation> s</translation>
    </message>
    <message>
        <source>Storage</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source> MB</source>
        <translation> MB</translation>
    </message>
    <message>
        <source>Policies</source>
        <translation>Regelwerke</translation>
    </message>
    <message>
        <source>Decisions a second</source>
        <translation>Entscheidungen pro Sekunde</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Anteil</translation>
    </message>
    <message>
        <source>Its part of what many tenants ask for at once, against that of the others.</source>
        <translation>Sein Teil von dem, was viele Mandanten zugleich verlangen, gegenüber dem der anderen.</translation>
    </message>
    <message>
        <source>Budget</source>
        <translation>Budget</translation>
    </message>
    <message>
        <source>Cost a month</source>
        <translation>Kosten pro Monat</translation>
    </message>
    <message>
        <source>Warn at</source>
        <translation>Warnen bei</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>When it is spent, start nothing that costs</source>
        <translation>Wenn es verbraucht ist, nichts starten, was kostet</translation>
    </message>
    <message>
        <source>Suspended</source>
        <translation>Gesperrt</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>Aktiv</translation>
    </message>
    <message numerus="yes">
        <source>%n time(s) something was refused by a quota or the budget since the engine&apos;s start.</source>
        <translation>
            <numerusform>Seit dem Start der Engine wurde %n Mal etwas durch ein Kontingent oder das Budget verweigert.</numerusform>
            <numerusform>Seit dem Start der Engine wurde %n Mal etwas durch ein Kontingent oder das Budget verweigert.</numerusform>
        </translation>
    </message>
    <message>
        <source>Changed %1.</source>
        <translation>Geändert %1.</translation>
    </message>
    <message>
        <source>Changed %1 by %2.</source>
        <translation>Geändert %1 von %2.</translation>
    </message>
    <message>
        <source>“%1” is no namespace: small letters, digits, &apos;.&apos;, &apos;_&apos; and &apos;-&apos;.</source>
        <translation>„%1“ ist kein Namespace: Kleinbuchstaben, Ziffern, &apos;.&apos;, &apos;_&apos; und &apos;-&apos;.</translation>
    </message>
    <message>
        <source>The namespace %1 is owned by %2.</source>
        <translation>Der Namespace %1 gehört %2.</translation>
    </message>
    <message>
        <source>Its workflows. Those of no tenant are the default one&apos;s.</source>
        <translation>Seine Workflows. Die ohne Mandanten gehören dem Standardmandanten.</translation>
    </message>
    <message>
        <source>Back to what the engine has.</source>
        <translation>Zurück zu dem, was die Engine hat.</translation>
    </message>
    <message>
        <source>Nothing is changed.</source>
        <translation>Es ist nichts geändert.</translation>
    </message>
    <message>
        <source>Select a tenant first.</source>
        <translation>Zuerst einen Mandanten auswählen.</translation>
    </message>
    <message>
        <source>The engine is being asked…</source>
        <translation>Die Engine wird gefragt…</translation>
    </message>
    <message>
        <source>Somebody has changed this tenant meanwhile. What you typed stands here; the rest is as they left it. Save again to keep yours.</source>
        <translation>Jemand hat diesen Mandanten inzwischen geändert. Hier steht, was Sie eingegeben haben; der Rest ist der andere Stand. Noch einmal speichern, um Ihres zu behalten.</translation>
    </message>
    <message>
        <source>Take theirs</source>
        <translation>Anderen Stand nehmen</translation>
    </message>
</context>
<context>
    <name>beamline::ui::TenantSwitch</name>
    <message>
        <source>All tenants</source>
        <translation>Alle Mandanten</translation>
    </message>
    <message>
        <source>Tenant %1</source>
        <translation>Mandant %1</translation>
    </message>
    <message>
        <source>You ask as a member of no one tenant. Press to choose one.</source>
        <translation>Sie fragen als Mitglied keines bestimmten Mandanten. Drücken, um einen zu wählen.</translation>
    </message>
    <message>
        <source>You ask as a member of %1. Press to choose another one.</source>
        <translation>Sie fragen als Mitglied von %1. Drücken, um einen anderen zu wählen.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::TenantText</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1, no limit</source>
        <translation>%1, ohne Grenze</translation>
    </message>
    <message>
        <source>Give a name first.</source>
        <translation>Zuerst einen Namen angeben.</translation>
    </message>
    <message>
        <source>A name has at most %1 letters.</source>
        <translation>Ein Name hat höchstens %1 Zeichen.</translation>
    </message>
    <message>
        <source>A name has small letters, digits, &apos;.&apos;, &apos;_&apos; and &apos;-&apos;, and begins with a letter or digit.</source>
        <translation>Ein Name besteht aus Kleinbuchstaben, Ziffern, &apos;.&apos;, &apos;_&apos; und &apos;-&apos; und beginnt mit einem Buchstaben oder einer Ziffer.</translation>
    </message>
    <message>
        <source>%1 has spent %2 % of its budget of this month: %3.</source>
        <translation>%1 hat %2 % des Budgets dieses Monats verbraucht: %3.</translation>
    </message>
    <message>
        <source>Nothing of it that costs is started any more.</source>
        <translation>Was kostet, wird für ihn nicht mehr gestartet.</translation>
    </message>
    <message>
        <source>Its work goes on, as its budget says.</source>
        <translation>Die Arbeit geht weiter, wie das Budget es vorsieht.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::TenantsPage</name>
    <message>
        <source>Tenants</source>
        <translation>Mandanten</translation>
    </message>
    <message>
        <source>Roles</source>
        <translation>Rollen</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>Mitglieder</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Entfernen…</translation>
    </message>
    <message>
        <source>Suspend…</source>
        <translation>Sperren…</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Ändern…</translation>
    </message>
    <message>
        <source>Add tenant…</source>
        <translation>Mandant hinzufügen…</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Act as a member of</source>
        <translation>Handeln als Mitglied von</translation>
    </message>
    <message>
        <source>%1 is saved.</source>
        <translation>%1 ist gespeichert.</translation>
    </message>
    <message>
        <source>The role %1 is saved.</source>
        <translation>Die Rolle %1 ist gespeichert.</translation>
    </message>
    <message>
        <source>There is no tenant %1 that you may see.</source>
        <translation>Es gibt keinen Mandanten %1, den Sie sehen dürfen.</translation>
    </message>
    <message>
        <source>Asking the engine…</source>
        <translation>Die Engine wird abgefragt…</translation>
    </message>
    <message>
        <source>No members yet</source>
        <translation>Noch keine Mitglieder</translation>
    </message>
    <message>
        <source>While there are no members, everybody who reaches this engine may do everything. The first member must be an admin everywhere, so that somebody is left who may add the others. From then on everybody else may do what their roles say, and nothing without one.</source>
        <translation>Solange es keine Mitglieder gibt, dürfen alle, die diese Engine erreichen, alles. Das erste Mitglied muss überall Admin sein, damit jemand bleibt, der die anderen hinzufügen darf. Von da an dürfen alle anderen, was ihre Rollen sagen, und ohne Rolle nichts.</translation>
    </message>
    <message>
        <source>Make %1 an admin…</source>
        <translation>%1 zum Admin machen…</translation>
    </message>
    <message>
        <source>Nothing that you may see</source>
        <translation>Nichts, was Sie sehen dürfen</translation>
    </message>
    <message>
        <source>Somebody who administers access can give you a role here.</source>
        <translation>Wer den Zugang verwaltet, kann Ihnen hier eine Rolle geben.</translation>
    </message>
    <message>
        <source>What you see is as of the last answer. %1</source>
        <translation>Die Anzeige entspricht dem Stand der letzten Antwort. %1</translation>
    </message>
    <message>
        <source>no one tenant</source>
        <translation>keinem bestimmten</translation>
    </message>
    <message>
        <source>Tenants and roles</source>
        <translation>Mandanten und Rollen</translation>
    </message>
    <message>
        <source>Select a tenant first.</source>
        <translation>Zuerst einen Mandanten auswählen.</translation>
    </message>
    <message>
        <source>The default tenant owns what nobody else does: it stays.</source>
        <translation>Dem Standardmandanten gehört, was niemandem sonst gehört: Er bleibt.</translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) of it have not ended.</source>
        <translation>
            <numerusform>%n seiner Läufe ist nicht beendet.</numerusform>
            <numerusform>%n seiner Läufe sind nicht beendet.</numerusform>
        </translation>
    </message>
    <message>
        <source>Select a role first.</source>
        <translation>Zuerst eine Rolle auswählen.</translation>
    </message>
    <message>
        <source>A role that is built in stays.</source>
        <translation>Eine eingebaute Rolle bleibt.</translation>
    </message>
    <message numerus="yes">
        <source>%n member(s) have it: give them other roles first.</source>
        <translation>
            <numerusform>%n Mitglied hat sie: ihm zuerst andere Rollen geben.</numerusform>
            <numerusform>%n Mitglieder haben sie: ihnen zuerst andere Rollen geben.</numerusform>
        </translation>
    </message>
    <message>
        <source>Select a member first.</source>
        <translation>Zuerst ein Mitglied auswählen.</translation>
    </message>
    <message>
        <source>The engine is being asked…</source>
        <translation>Die Engine wird gefragt…</translation>
    </message>
    <message>
        <source>Add role…</source>
        <translation>Rolle hinzufügen…</translation>
    </message>
    <message>
        <source>Add member…</source>
        <translation>Mitglied hinzufügen…</translation>
    </message>
    <message>
        <source>Make a tenant with namespaces of its own.</source>
        <translation>Einen Mandanten mit eigenen Namespaces anlegen.</translation>
    </message>
    <message>
        <source>Make a role of permissions that you choose.</source>
        <translation>Eine Rolle mit gewählten Berechtigungen anlegen.</translation>
    </message>
    <message>
        <source>Give somebody roles.</source>
        <translation>Jemandem Rollen geben.</translation>
    </message>
    <message>
        <source>The first member must be an admin everywhere: add that one below.</source>
        <translation>Das erste Mitglied muss überall Admin sein: unten hinzufügen.</translation>
    </message>
    <message>
        <source>Give the member other roles.</source>
        <translation>Dem Mitglied andere Rollen geben.</translation>
    </message>
    <message>
        <source>What it owned is the default tenant&apos;s then.</source>
        <translation>Was ihm gehörte, gehört dann dem Standardmandanten.</translation>
    </message>
    <message>
        <source>Nobody has it.</source>
        <translation>Niemand hat sie.</translation>
    </message>
    <message>
        <source>Take all roles there away.</source>
        <translation>Dort alle Rollen entziehen.</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Entsperren</translation>
    </message>
    <message>
        <source>Let its members do again what their roles say.</source>
        <translation>Seine Mitglieder wieder tun lassen, was ihre Rollen sagen.</translation>
    </message>
    <message>
        <source>Let its members look, and nothing else.</source>
        <translation>Seine Mitglieder nur ansehen lassen, sonst nichts.</translation>
    </message>
    <message>
        <source>Tell the engine what is changed here.</source>
        <translation>Der Engine mitteilen, was hier geändert ist.</translation>
    </message>
    <message>
        <source>Members are saved in their dialog.</source>
        <translation>Mitglieder werden in ihrem Dialog gespeichert.</translation>
    </message>
    <message>
        <source>Add a tenant</source>
        <translation>Mandant hinzufügen</translation>
    </message>
    <message>
        <source>A tenant owns namespaces of workflows, with their runs. What it may use is set afterwards, beside the list.</source>
        <translation>Einem Mandanten gehören Namespaces von Workflows mit ihren Läufen. Was er verbrauchen darf, wird danach neben der Liste eingestellt.</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>acme</source>
        <translation>acme</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>As people call it</source>
        <translation>Wie man ihn nennt</translation>
    </message>
    <message>
        <source>Namespaces</source>
        <translation>Namespaces</translation>
    </message>
    <message>
        <source>sales, billing</source>
        <translation>sales, billing</translation>
    </message>
    <message>
        <source>There is a tenant of this name.</source>
        <translation>Es gibt einen Mandanten mit diesem Namen.</translation>
    </message>
    <message>
        <source>The namespace %1 is owned by %2.</source>
        <translation>Der Namespace %1 gehört %2.</translation>
    </message>
    <message>
        <source>%1 is there. What it may use has no limits yet.</source>
        <translation>%1 ist angelegt. Noch hat sein Verbrauch keine Grenzen.</translation>
    </message>
    <message>
        <source>Add a role</source>
        <translation>Rolle hinzufügen</translation>
    </message>
    <message>
        <source>It begins with the permissions of another one; check and uncheck them afterwards, beside the list.</source>
        <translation>Sie beginnt mit den Berechtigungen einer anderen; danach neben der Liste an- und abwählen.</translation>
    </message>
    <message>
        <source>night-shift</source>
        <translation>nachtschicht</translation>
    </message>
    <message>
        <source>What it is for</source>
        <translation>Wozu sie dient</translation>
    </message>
    <message>
        <source>Watches runs at night</source>
        <translation>Überwacht nachts Läufe</translation>
    </message>
    <message>
        <source>Begins as</source>
        <translation>Beginnt wie</translation>
    </message>
    <message>
        <source>There is a role of this name.</source>
        <translation>Es gibt eine Rolle mit diesem Namen.</translation>
    </message>
    <message>
        <source>The role %1 is there.</source>
        <translation>Die Rolle %1 ist angelegt.</translation>
    </message>
    <message>
        <source>%1 has %2 in %3.</source>
        <translation>%1 hat %2 (%3).</translation>
    </message>
    <message>
        <source>%1 was not resumed</source>
        <translation>%1 wurde nicht entsperrt</translation>
    </message>
    <message>
        <source>%1 is active again.</source>
        <translation>%1 ist wieder aktiv.</translation>
    </message>
    <message>
        <source>Suspend %1?</source>
        <translation>%1 sperren?</translation>
    </message>
    <message>
        <source>Its members may look and do nothing else until it is resumed: no run is started, approved or changed by them. Runs that are under way go on.</source>
        <translation>Seine Mitglieder dürfen ansehen und sonst nichts tun, bis er entsperrt wird: Kein Lauf wird von ihnen gestartet, freigegeben oder geändert. Laufende Läufe gehen weiter.</translation>
    </message>
    <message>
        <source>Suspend</source>
        <translation>Sperren</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>So belassen</translation>
    </message>
    <message>
        <source>%1 was not suspended</source>
        <translation>%1 wurde nicht gesperrt</translation>
    </message>
    <message>
        <source>%1 is suspended.</source>
        <translation>%1 ist gesperrt.</translation>
    </message>
    <message>
        <source>Remove the tenant %1?</source>
        <translation>Den Mandanten %1 entfernen?</translation>
    </message>
    <message>
        <source>Its namespaces, workflows and runs are the default tenant&apos;s then, and its members lose their roles in it. Its quotas and its budget are forgotten.</source>
        <translation>Seine Namespaces, Workflows und Läufe gehören dann dem Standardmandanten, und seine Mitglieder verlieren ihre Rollen darin. Seine Kontingente und sein Budget werden vergessen.</translation>
    </message>
    <message>
        <source>%1 was not removed</source>
        <translation>%1 wurde nicht entfernt</translation>
    </message>
    <message>
        <source>%1 is removed.</source>
        <translation>%1 ist entfernt.</translation>
    </message>
    <message>
        <source>Remove the role %1?</source>
        <translation>Die Rolle %1 entfernen?</translation>
    </message>
    <message>
        <source>Nobody has it. It cannot be brought back, but made again.</source>
        <translation>Niemand hat sie. Sie lässt sich nicht wiederherstellen, aber neu anlegen.</translation>
    </message>
    <message>
        <source>Take %1 out?</source>
        <translation>%1 herausnehmen?</translation>
    </message>
    <message>
        <source>That is you: you lose %1 in %2, from now on.</source>
        <translation>Das sind Sie: Ab jetzt verlieren Sie %1 (%2).</translation>
    </message>
    <message>
        <source>%1 loses %2 in %3, from now on. Roles elsewhere stay.</source>
        <translation>%1 verliert ab jetzt %2 (%3). Rollen anderswo bleiben.</translation>
    </message>
    <message>
        <source>%1 was not taken out</source>
        <translation>%1 wurde nicht herausgenommen</translation>
    </message>
    <message>
        <source>%1 is taken out.</source>
        <translation>%1 ist herausgenommen.</translation>
    </message>
    <message>
        <source>Take out</source>
        <translation>Herausnehmen</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Make %1 an admin everywhere?</source>
        <translation>%1 überall zum Admin machen?</translation>
    </message>
    <message>
        <source>From now on roles count. %1 may do everything in all tenants; everybody else may do nothing until they are added with a role.</source>
        <translation>Ab jetzt zählen Rollen. %1 darf alles in allen Mandanten; alle anderen dürfen nichts, bis sie mit einer Rolle hinzugefügt werden.</translation>
    </message>
    <message>
        <source>Make %1 an admin</source>
        <translation>%1 zum Admin machen</translation>
    </message>
    <message>
        <source>%1 was not added</source>
        <translation>%1 wurde nicht hinzugefügt</translation>
    </message>
    <message>
        <source>%1 is an admin everywhere. Add the others now.</source>
        <translation>%1 ist überall Admin. Jetzt die anderen hinzufügen.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::TimelineView</name>
    <message>
        <source>start</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>Timeline of the tasks</source>
        <translation>Zeitachse der Aufgaben</translation>
    </message>
    <message>
        <source>+ and - zoom, left and right move, 0 shows all of it; or the wheel with Ctrl and with Shift.</source>
        <translation>+ und - zoomen, links und rechts verschieben, 0 zeigt alles; oder das Mausrad mit Ctrl und mit Shift.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::Tour</name>
    <message>
        <source>It is being started.</source>
        <translation>Das Beispiel wird gestartet.</translation>
    </message>
    <message>
        <source>The engine is being asked for the sample run.</source>
        <translation>Die Engine wird nach dem Beispiellauf gefragt.</translation>
    </message>
    <message>
        <source>There is no sample run here yet. Start one, or read on: %1</source>
        <translation>Hier gibt es noch keinen Beispiellauf. Einen starten oder weiterlesen: %1</translation>
    </message>
    <message>
        <source>Start the sample</source>
        <translation>Beispiel starten</translation>
    </message>
    <message>
        <source>What needs you</source>
        <translation>Handlungsbedarf</translation>
    </message>
    <message>
        <source>The overview says first what needs a person: a decision that waits, a run that failed. Every row and every figure leads to what is behind it.</source>
        <translation>Die Übersicht zeigt zuerst, was einen Menschen braucht: eine wartende Entscheidung, einen fehlgeschlagenen Lauf. Jede Zeile und jede Zahl führt zu dem, was dahintersteht.</translation>
    </message>
    <message>
        <source>The sample run waits here for you.</source>
        <translation>Der Beispiellauf wartet hier auf Sie.</translation>
    </message>
    <message>
        <source>A run and its graph</source>
        <translation>Ein Lauf und sein Graph</translation>
    </message>
    <message>
        <source>This run has read twelve invoices, set some aside, entered the others into a ledger and asks about the large ones. Each box is a task as it is now, and changes while you look. Select one: by a click, or with F6 and the arrow keys.</source>
        <translation>Dieser Lauf hat zwölf Rechnungen gelesen, einige ausgesondert, die anderen verbucht und fragt nach den hohen. Jeder Kasten ist eine Aufgabe in ihrem jetzigen Zustand und ändert sich, während Sie zusehen. Eine auswählen: mit einem Klick oder mit F6 und den Pfeiltasten.</translation>
    </message>
    <message>
        <source>What went in and came out</source>
        <translation>Was hineinging und herauskam</translation>
    </message>
    <message>
        <source>The inspector shows the selected task: what went in, what came out, each attempt, and what it said to the outside. When something fails, this is where the cause stands.</source>
        <translation>Der Inspektor zeigt die ausgewählte Aufgabe: was hineinging, was herauskam, jeden Versuch und was sie nach außen gesendet hat. Schlägt etwas fehl, steht hier die Ursache.</translation>
    </message>
    <message>
        <source>beside the graph stands what went into a task, what came out, and why it failed.</source>
        <translation>Neben dem Graphen steht, was in eine Aufgabe hineinging, was herauskam und warum sie fehlschlug.</translation>
    </message>
    <message>
        <source>Back in time</source>
        <translation>Zurück in der Zeit</translation>
    </message>
    <message>
        <source>A run keeps its whole history. Press “Step through the past” and move the slider: graph and inspector show the run as it was then. The last button of the bar leads back to now.</source>
        <translation>Ein Lauf behält seinen ganzen Verlauf. „Vergangenheit schrittweise durchgehen“ drücken und den Regler bewegen: Graph und Inspektor zeigen den Lauf, wie er damals war. Die letzte Schaltfläche der Leiste führt zurück zum Jetzt.</translation>
    </message>
    <message>
        <source>every moment of a run can be looked at again, with a slider over its history.</source>
        <translation>Jeder Moment eines Laufs lässt sich noch einmal ansehen, mit einem Regler über seinem Verlauf.</translation>
    </message>
    <message>
        <source>A decision</source>
        <translation>Eine Entscheidung</translation>
    </message>
    <message>
        <source>Here the run asks: what it is about, what follows from either answer, who may decide. Choose a cost centre, then approve or reject.</source>
        <translation>Hier fragt der Lauf: worum es geht, was aus jeder Antwort folgt, wer entscheiden darf. Eine Kostenstelle wählen, dann freigeben oder ablehnen.</translation>
    </message>
    <message numerus="yes">
        <source>For %n second(s) it can be taken back; then the engine has it and the run goes on at once.</source>
        <translation>
            <numerusform>%n Sekunde lang lässt sich die Entscheidung zurücknehmen; dann hat die Engine sie, und der Lauf geht sofort weiter.</numerusform>
            <numerusform>%n Sekunden lang lässt sich die Entscheidung zurücknehmen; dann hat die Engine sie, und der Lauf geht sofort weiter.</numerusform>
        </translation>
    </message>
    <message>
        <source>The engine has it at once, and the run goes on.</source>
        <translation>Die Engine hat die Entscheidung sofort, und der Lauf geht weiter.</translation>
    </message>
    <message>
        <source>a run that needs a person waits here, with all that is needed to decide.</source>
        <translation>Ein Lauf, der einen Menschen braucht, wartet hier, mit allem, was zum Entscheiden nötig ist.</translation>
    </message>
    <message>
        <source>The sample run is at work and has nothing to ask at the moment. What it asks comes here.</source>
        <translation>Der Beispiellauf arbeitet und hat im Moment nichts zu fragen. Was er fragt, erscheint hier.</translation>
    </message>
    <message>
        <source>The sample run has been decided already and has ended. What waits for a person stands here; decided requests stay, with who decided, when and why.</source>
        <translation>Über den Beispiellauf ist bereits entschieden, und er ist beendet. Was auf einen Menschen wartet, steht hier; entschiedene Anfragen bleiben erhalten: wer entschieden hat, wann und warum.</translation>
    </message>
    <message>
        <source>Start the sample again</source>
        <translation>Beispiel erneut starten</translation>
    </message>
    <message>
        <source>What goes wrong</source>
        <translation>Was schiefgeht</translation>
    </message>
    <message>
        <source>Whatever is wrong with the engine, with a schedule or in this window is listed on this page, with what to do. The line at the bottom counts it and says how the engine is.</source>
        <translation>Was mit der Engine, mit einem Zeitplan oder in diesem Fenster nicht stimmt, steht auf dieser Seite, mit dem, was zu tun ist. Die Zeile unten zählt es und sagt, wie es der Engine geht.</translation>
    </message>
    <message>
        <source>Anything by a few letters</source>
        <translation>Alles mit wenigen Buchstaben</translation>
    </message>
    <message>
        <source>“Go to anything” finds pages, runs, workflows, approvals, settings and commands.</source>
        <translation>„Gehe zu…“ findet Seiten, Läufe, Workflows, Freigaben, Einstellungen und Befehle.</translation>
    </message>
    <message>
        <source>%1 finds pages, runs, workflows, approvals, settings and commands.</source>
        <translation>%1 findet Seiten, Läufe, Workflows, Freigaben, Einstellungen und Befehle.</translation>
    </message>
    <message>
        <source>Try it: open it, type “runs”, and close it with Esc.</source>
        <translation>Zum Ausprobieren öffnen, „Läufe“ eingeben und mit Esc schließen.</translation>
    </message>
    <message>
        <source>Where to go from here</source>
        <translation>Wie es weitergeht</translation>
    </message>
    <message>
        <source>There is no sample run here. %1 With it, you would see: %2</source>
        <translation>Hier gibt es keinen Beispiellauf. %1 Mit ihm wäre zu sehen: %2</translation>
    </message>
    <message>
        <source>a run is shown as the graph of its tasks, each in its current state.</source>
        <translation>Ein Lauf wird als Graph seiner Aufgaben gezeigt, jede in ihrem jetzigen Zustand.</translation>
    </message>
    <message>
        <source>What became of it</source>
        <translation>Was daraus wurde</translation>
    </message>
    <message>
        <source>You have decided, and the run has ended: each box says how, and its history who decided. Press “Next” when you have looked.</source>
        <translation>Sie haben entschieden, und der Lauf ist beendet: Jedes Kästchen sagt, wie, und sein Verlauf, wer entschieden hat. Nach dem Ansehen „Weiter“ drücken.</translation>
    </message>
    <message>
        <source>You have decided, and the run goes on by itself. Its last tasks end while you look.</source>
        <translation>Sie haben entschieden, und der Lauf geht von selbst weiter. Seine letzten Aufgaben enden, während Sie zusehen.</translation>
    </message>
    <message>
        <source>This page is where workflows live. Write one of your own, or drop a file here; the editor checks it while you type. Start it, and it stands under Runs. Connections leads to engines on other machines.</source>
        <translation>Auf dieser Seite liegen die Workflows. Einen eigenen schreiben oder eine Datei hier ablegen; der Editor prüft ihn beim Tippen. Nach dem Start steht er unter Läufe. Verbindungen führt zu Engines auf anderen Rechnern.</translation>
    </message>
    <message>
        <source>%1 finds the tour again: “%2”.</source>
        <translation>%1 findet den Rundgang wieder: „%2“.</translation>
    </message>
    <message>
        <source>The tour stays in the menu Help.</source>
        <translation>Der Rundgang bleibt im Menü Hilfe.</translation>
    </message>
    <message>
        <source>The tour stays in the menu Help, which Alt shows.</source>
        <translation>Der Rundgang bleibt im Menü Hilfe, das Alt anzeigt.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::TourBubble</name>
    <message>
        <source>Enter goes on, arrow keys back and forth, Esc ends, F6 goes to the page and back.</source>
        <translation>Enter geht weiter, Pfeiltasten vor und zurück, Esc beendet, F6 wechselt zur Seite und zurück.</translation>
    </message>
    <message>
        <source>End tour</source>
        <translation>Rundgang beenden</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Step %1 of %2</source>
        <translation>Schritt %1 von %2</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
</context>
<context>
    <name>beamline::ui::TrayIcon</name>
    <message>
        <source>All engines are well</source>
        <translation>Allen Engines geht es gut</translation>
    </message>
    <message>
        <source>An engine is degraded</source>
        <translation>Eine Engine ist eingeschränkt</translation>
    </message>
    <message>
        <source>An engine takes no work</source>
        <translation>Eine Engine nimmt keine Arbeit an</translation>
    </message>
    <message>
        <source>An engine has stopped</source>
        <translation>Eine Engine hat angehalten</translation>
    </message>
    <message>
        <source>An engine cannot be reached</source>
        <translation>Eine Engine ist nicht erreichbar</translation>
    </message>
    <message>
        <source>%1+</source>
        <translation>%1+</translation>
    </message>
    <message>
        <source>Open Beamline</source>
        <translation>Beamline öffnen</translation>
    </message>
    <message>
        <source>Pause notifications for 1 hour</source>
        <translation>Benachrichtigungen 1 Stunde aussetzen</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Approvals: %1</source>
        <translation>Freigaben: %1</translation>
    </message>
    <message>
        <source>Problems: %1</source>
        <translation>Probleme: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n approval(s) wait for you</source>
        <translation>
            <numerusform>%n Freigabe wartet auf Sie</numerusform>
            <numerusform>%n Freigaben warten auf Sie</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s)</source>
        <translation>
            <numerusform>%n Problem</numerusform>
            <numerusform>%n Probleme</numerusform>
        </translation>
    </message>
    <message>
        <source>Notifications are paused</source>
        <translation>Benachrichtigungen sind ausgesetzt</translation>
    </message>
</context>
<context>
    <name>beamline::ui::UnendedRuns</name>
    <message numerus="yes">
        <source>%n running</source>
        <translation>
            <numerusform>%n läuft</numerusform>
            <numerusform>%n laufen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n wartet</numerusform>
            <numerusform>%n warten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n suspended</source>
        <translation>
            <numerusform>%n angehalten</numerusform>
            <numerusform>%n angehalten</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>beamline::ui::UpcomingModel</name>
    <message>
        <source>Next starts</source>
        <translation>Nächste Starts</translation>
    </message>
    <message>
        <source>From now</source>
        <translation>Ab jetzt</translation>
    </message>
</context>
<context>
    <name>beamline::ui::UsageModel</name>
    <message>
        <source>Cost</source>
        <translation>Kosten</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Tokens</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>Aufrufe</translation>
    </message>
    <message>
        <source>Failed calls</source>
        <translation>Fehlaufrufe</translation>
    </message>
    <message>
        <source>Decisions</source>
        <translation>Entscheidungen</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>Aufgaben</translation>
    </message>
    <message>
        <source>Faulted</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>CPU time</source>
        <translation>CPU-Zeit</translation>
    </message>
</context>
<context>
    <name>beamline::ui::UsagePage</name>
    <message>
        <source>Change quota</source>
        <translation>Kontingent ändern</translation>
    </message>
    <message>
        <source>Export CSV…</source>
        <translation>CSV exportieren…</translation>
    </message>
    <message>
        <source>Export PDF…</source>
        <translation>PDF exportieren…</translation>
    </message>
    <message>
        <source>There was more than an answer holds: the dearest are listed. Choose a shorter span.</source>
        <translation>Es gab mehr, als eine Antwort fasst: Die teuersten sind aufgeführt. Einen kürzeren Zeitraum wählen.</translation>
    </message>
    <message>
        <source>Usage</source>
        <translation>Verbrauch</translation>
    </message>
    <message>
        <source>Asking the engine…</source>
        <translation>Die Engine wird abgefragt…</translation>
    </message>
    <message>
        <source>Nothing was used</source>
        <translation>Kein Verbrauch</translation>
    </message>
    <message>
        <source>Runs, tasks, CPU time, calls of providers, tokens and what they cost are counted here, for each hour. There was none of it in this span: choose a longer one, or start a run.</source>
        <translation>Läufe, Aufgaben, CPU-Zeit, Anbieteraufrufe, Tokens und ihre Kosten werden hier für jede Stunde gezählt. In diesem Zeitraum gab es nichts davon: einen längeren wählen oder einen Lauf starten.</translation>
    </message>
    <message>
        <source>These figures are as of the last answer. %1</source>
        <translation>Diese Zahlen entsprechen dem Stand der letzten Antwort. %1</translation>
    </message>
    <message>
        <source>dearest: %1</source>
        <translation>am teuersten: %1</translation>
    </message>
    <message>
        <source>%1 a call</source>
        <translation>%1 pro Aufruf</translation>
    </message>
    <message>
        <source>no calls</source>
        <translation>keine Aufrufe</translation>
    </message>
    <message>
        <source>%1 failed</source>
        <translation>%1 fehlgeschlagen</translation>
    </message>
    <message>
        <source>%1 faulted</source>
        <translation>%1 fehlgeschlagen</translation>
    </message>
    <message numerus="yes">
        <source>%n run(s)</source>
        <translation>
            <numerusform>%n Lauf</numerusform>
            <numerusform>%n Läufe</numerusform>
        </translation>
    </message>
    <message>
        <source>Shows it over time.</source>
        <translation>Zeigt den zeitlichen Verlauf.</translation>
    </message>
    <message>
        <source>%1 over time, the largest %2 of %3</source>
        <translation>%1 im Zeitverlauf, die größten %2 von %3</translation>
    </message>
    <message>
        <source>%1 over time</source>
        <translation>%1 im Zeitverlauf</translation>
    </message>
    <message numerus="yes">
        <source>%1 %n other tenant(s) come near their budget, too.</source>
        <translation>
            <numerusform>%1 %n weiterer Mandant nähert sich ebenfalls seinem Budget.</numerusform>
            <numerusform>%1 %n weitere Mandanten nähern sich ebenfalls ihrem Budget.</numerusform>
        </translation>
    </message>
    <message>
        <source>Change the budget</source>
        <translation>Budget ändern</translation>
    </message>
    <message>
        <source>There is nothing to export.</source>
        <translation>Es gibt nichts zu exportieren.</translation>
    </message>
    <message>
        <source>Exact values of every row, for a spreadsheet.</source>
        <translation>Exakte Werte jeder Zeile, für eine Tabellenkalkulation.</translation>
    </message>
    <message>
        <source>Span, line and table, for paper.</source>
        <translation>Zeitraum, Kurve und Tabelle, für Papier.</translation>
    </message>
    <message>
        <source>What this tenant may use, and its budget.</source>
        <translation>Was dieser Mandant verbrauchen darf, und sein Budget.</translation>
    </message>
    <message>
        <source>Look at it by tenant first.</source>
        <translation>Zuerst nach Mandant ansehen.</translation>
    </message>
    <message>
        <source>Select a tenant first.</source>
        <translation>Zuerst einen Mandanten auswählen.</translation>
    </message>
    <message>
        <source>Export usage</source>
        <translation>Verbrauch exportieren</translation>
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
        <translation>%1 wurde nicht geschrieben: %2. Einen anderen Ort wählen.</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) exported to %1.</source>
        <translation>
            <numerusform>%n Zeile nach %1 exportiert.</numerusform>
            <numerusform>%n Zeilen nach %1 exportiert.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>beamline::ui::UsageReportText</name>
    <message>
        <source>There was more than an answer holds: the dearest are listed.</source>
        <translation>Es gab mehr, als eine Antwort fasst: Die teuersten sind aufgeführt.</translation>
    </message>
    <message>
        <source>%1 over time</source>
        <translation>%1 im Zeitverlauf</translation>
    </message>
    <message>
        <source>Page %1</source>
        <translation>Seite %1</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 bis %2</translation>
    </message>
</context>
<context>
    <name>beamline::ui::UsageWords</name>
    <message>
        <source>Cost</source>
        <translation>Kosten</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Tokens</translation>
    </message>
    <message>
        <source>Calls of providers</source>
        <translation>Anbieteraufrufe</translation>
    </message>
    <message>
        <source>Failed calls</source>
        <translation>Fehlaufrufe</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>Aufgaben</translation>
    </message>
    <message>
        <source>CPU time</source>
        <translation>CPU-Zeit</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>Letzter Tag</translation>
    </message>
    <message>
        <source>7 days</source>
        <translation>7 Tage</translation>
    </message>
    <message>
        <source>30 days</source>
        <translation>30 Tage</translation>
    </message>
    <message>
        <source>90 days</source>
        <translation>90 Tage</translation>
    </message>
    <message>
        <source>Tenant</source>
        <translation>Mandant</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>Anbieter</translation>
    </message>
    <message>
        <source>Workflow</source>
        <translation>Workflow</translation>
    </message>
    <message>
        <source>By tenant</source>
        <translation>Nach Mandant</translation>
    </message>
    <message>
        <source>By provider</source>
        <translation>Nach Anbieter</translation>
    </message>
    <message>
        <source>By workflow</source>
        <translation>Nach Workflow</translation>
    </message>
    <message>
        <source>Usage by tenant</source>
        <translation>Verbrauch nach Mandant</translation>
    </message>
    <message>
        <source>Usage by provider</source>
        <translation>Verbrauch nach Anbieter</translation>
    </message>
    <message>
        <source>Usage by workflow</source>
        <translation>Verbrauch nach Workflow</translation>
    </message>
    <message>
        <source>none of them</source>
        <translation>nicht zugeordnet</translation>
    </message>
</context>
<context>
    <name>beamline::ui::Value</name>
    <message>
        <source>no limit</source>
        <translation>keine Grenze</translation>
    </message>
</context>
<context>
    <name>beamline::ui::VersionListModel</name>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Deployed</source>
        <translation>Bereitgestellt</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Not counted yet</source>
        <translation>Noch nicht gezählt</translation>
    </message>
    <message>
        <source>%1
sha256 %2</source>
        <translation>%1
sha256 %2</translation>
    </message>
    <message>
        <source>latest</source>
        <translation>neueste</translation>
    </message>
</context>
<context>
    <name>beamline::ui::VersionsPane</name>
    <message>
        <source>Versions</source>
        <translation>Versionen</translation>
    </message>
    <message>
        <source>Edit this version</source>
        <translation>Diese Version bearbeiten</translation>
    </message>
    <message>
        <source>Start this version…</source>
        <translation>Diese Version starten…</translation>
    </message>
    <message>
        <source>Version to compare with</source>
        <translation>Version zum Vergleichen</translation>
    </message>
    <message>
        <source>Loading versions…</source>
        <translation>Versionen werden geladen…</translation>
    </message>
    <message>
        <source>%1 (latest)</source>
        <translation>%1 (neueste)</translation>
    </message>
    <message>
        <source>Changed in %1 since</source>
        <translation>Geändert in %1 seit</translation>
    </message>
    <message>
        <source>Only one version</source>
        <translation>Nur eine Version</translation>
    </message>
    <message>
        <source>When another one is deployed, what differs between the two is shown here.</source>
        <translation>Wenn eine weitere bereitgestellt wird, steht hier, worin sich beide unterscheiden.</translation>
    </message>
    <message>
        <source>Comparing…</source>
        <translation>Wird verglichen…</translation>
    </message>
    <message>
        <source>Runs not counted</source>
        <translation>Läufe nicht gezählt</translation>
    </message>
    <message>
        <source>No run is on %1</source>
        <translation>Kein Lauf ist auf %1</translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) on %1</source>
        <translation>
            <numerusform>%n Lauf auf %1</numerusform>
            <numerusform>%n Läufe auf %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) still on %1</source>
        <translation>
            <numerusform>%n Lauf noch auf %1</numerusform>
            <numerusform>%n Läufe noch auf %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Shows the runs of %1 that have not ended</source>
        <translation>Zeigt die Läufe von %1, die nicht beendet sind</translation>
    </message>
    <message>
        <source>Every run of %1 has ended.</source>
        <translation>Jeder Lauf von %1 ist beendet.</translation>
    </message>
    <message>
        <source>The engine has not said how many runs are on it.</source>
        <translation>Die Engine hat nicht gesagt, wie viele Läufe auf ihr sind.</translation>
    </message>
    <message>
        <source>Select a version first.</source>
        <translation>Zuerst eine Version auswählen.</translation>
    </message>
    <message>
        <source>Write a new version from %1</source>
        <translation>Eine neue Version auf Grundlage von %1 schreiben</translation>
    </message>
    <message>
        <source>Start a run of %1</source>
        <translation>Einen Lauf von %1 starten</translation>
    </message>
    <message>
        <source>Re-run on this version…</source>
        <translation>Mit dieser Version neu ausführen…</translation>
    </message>
    <message>
        <source>Choose an ended run: a new one takes over what it has done and goes on by %1.</source>
        <translation>Einen beendeten Lauf wählen: Ein neuer übernimmt, was dieser getan hat, und läuft mit %1 weiter.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::WelcomeCard</name>
    <message>
        <source>%1 Key: %2</source>
        <translation>%1 Taste: %2</translation>
    </message>
</context>
<context>
    <name>beamline::ui::WelcomePage</name>
    <message>
        <source>Welcome to Beamline</source>
        <translation>Willkommen bei Beamline</translation>
    </message>
    <message>
        <source>Take the tour</source>
        <translation>Rundgang starten</translation>
    </message>
    <message>
        <source>Two minutes over the real window; Esc ends it.</source>
        <translation>Zwei Minuten im echten Fenster; Esc beendet ihn.</translation>
    </message>
    <message>
        <source>The sample was not started: %1</source>
        <translation>Das Beispiel wurde nicht gestartet: %1</translation>
    </message>
    <message>
        <source>Do not show this page at start</source>
        <translation>Diese Seite beim Start nicht anzeigen</translation>
    </message>
    <message>
        <source>Beamline runs workflows: steps that are written down in a file and may take seconds or months.</source>
        <translation>Beamline führt Workflows aus: Schritte, die in einer Datei stehen und Sekunden oder Monate dauern können.</translation>
    </message>
    <message>
        <source>This window shows each run as it goes; where a person must decide, it waits until somebody does.</source>
        <translation>Dieses Fenster zeigt jeden Lauf, während er läuft; wo ein Mensch entscheiden muss, wartet er, bis es jemand tut.</translation>
    </message>
    <message>
        <source>The engine is inside: what it has acknowledged is on the disk and goes on after a crash or a restart.</source>
        <translation>Die Engine ist eingebettet: Was sie bestätigt hat, ist auf dem Datenträger und geht nach einem Absturz oder Neustart weiter.</translation>
    </message>
    <message>
        <source>The engine of this window is on another machine and goes on when the window is closed.</source>
        <translation>Die Engine dieses Fensters ist auf einem anderen Rechner und läuft weiter, wenn das Fenster geschlossen wird.</translation>
    </message>
    <message>
        <source>The engine now</source>
        <translation>Die Engine jetzt</translation>
    </message>
    <message>
        <source>Look at it</source>
        <translation>Ansehen</translation>
    </message>
    <message>
        <source>Keys worth knowing</source>
        <translation>Nützliche Tasten</translation>
    </message>
    <message>
        <source>The sample run is being started.</source>
        <translation>Der Beispiellauf wird gestartet.</translation>
    </message>
    <message>
        <source>The engine is being asked.</source>
        <translation>Die Engine wird gefragt.</translation>
    </message>
    <message>
        <source>There is no sample run yet. It reads twelve invoices and asks a person about the large ones.</source>
        <translation>Es gibt noch keinen Beispiellauf. Er liest zwölf Rechnungen und fragt bei den hohen einen Menschen.</translation>
    </message>
    <message>
        <source>Start the sample</source>
        <translation>Beispiel starten</translation>
    </message>
    <message>
        <source>The sample run invoice-approval is at work.</source>
        <translation>Der Beispiellauf invoice-approval arbeitet.</translation>
    </message>
    <message>
        <source>The sample run invoice-approval waits for a decision: %1.</source>
        <translation>Der Beispiellauf invoice-approval wartet auf eine Entscheidung: %1.</translation>
    </message>
    <message>
        <source>Decide</source>
        <translation>Entscheiden</translation>
    </message>
    <message>
        <source>The sample run invoice-approval has ended. All that it did is kept.</source>
        <translation>Der Beispiellauf invoice-approval ist beendet. Alles, was er getan hat, bleibt erhalten.</translation>
    </message>
    <message>
        <source>Start it again</source>
        <translation>Erneut starten</translation>
    </message>
    <message numerus="yes">
        <source>%n open approval(s)</source>
        <translation>
            <numerusform>%n offene Freigabe</numerusform>
            <numerusform>%n offene Freigaben</numerusform>
        </translation>
    </message>
    <message>
        <source>Look at runs</source>
        <translation>Läufe ansehen</translation>
    </message>
    <message>
        <source>All that ran and runs, found by a filter, with what went wrong.</source>
        <translation>Alles, was lief und läuft, mit einem Filter zu finden, samt dem, was schiefging.</translation>
    </message>
    <message>
        <source>Look at the sample run</source>
        <translation>Beispiellauf ansehen</translation>
    </message>
    <message>
        <source>Its graph, its history, and what went into each task and came out of it.</source>
        <translation>Sein Graph, sein Verlauf und was in jede Aufgabe hineinging und herauskam.</translation>
    </message>
    <message>
        <source>Decide its approval</source>
        <translation>Über seine Freigabe entscheiden</translation>
    </message>
    <message>
        <source>Read what it asks, then approve or reject. For some seconds it can be taken back.</source>
        <translation>Lesen, was er fragt, dann freigeben oder ablehnen. Einige Sekunden lang lässt sich dies zurücknehmen.</translation>
    </message>
    <message>
        <source>Look at approvals</source>
        <translation>Freigaben ansehen</translation>
    </message>
    <message>
        <source>What waits for a decision, yours and others&apos;.</source>
        <translation>Was auf eine Entscheidung wartet, Ihre und die anderer.</translation>
    </message>
    <message>
        <source>Start a workflow</source>
        <translation>Workflow starten</translation>
    </message>
    <message>
        <source>Choose one, fill in what it needs, and watch it run.</source>
        <translation>Einen auswählen, das Nötige ausfüllen und dem Lauf zusehen.</translation>
    </message>
    <message>
        <source>Connect to a cluster</source>
        <translation>Mit einem Cluster verbinden</translation>
    </message>
    <message>
        <source>Engines on other machines are opened here as this one is.</source>
        <translation>Engines auf anderen Rechnern werden hier genauso geöffnet wie diese.</translation>
    </message>
    <message>
        <source>Pages, runs, workflows, settings and commands, by a few letters</source>
        <translation>Seiten, Läufe, Workflows, Einstellungen und Befehle, mit wenigen Buchstaben</translation>
    </message>
    <message>
        <source>Start a workflow, from any page</source>
        <translation>Workflow starten, von jeder Seite aus</translation>
    </message>
    <message>
        <source>Overview, and with the next numbers the pages below it</source>
        <translation>Übersicht, mit den nächsten Ziffern die Seiten darunter</translation>
    </message>
    <message>
        <source>Filter what is on the page</source>
        <translation>Filtern, was auf der Seite steht</translation>
    </message>
    <message>
        <source>Back to where you were</source>
        <translation>Zurück zur vorigen Stelle</translation>
    </message>
    <message>
        <source>Welcome</source>
        <translation>Willkommen</translation>
    </message>
    <message>
        <source>none running or waiting</source>
        <translation>keiner läuft oder wartet</translation>
    </message>
    <message numerus="yes">
        <source>%n faulted</source>
        <translation>
            <numerusform>%n fehlgeschlagen</numerusform>
            <numerusform>%n fehlgeschlagen</numerusform>
        </translation>
    </message>
    <message>
        <source>Of all runs: %1. %2.</source>
        <translation>Von allen Läufen: %1. %2.</translation>
    </message>
    <message>
        <source>The keys of the page that you are on; each can be changed</source>
        <translation>Die Tasten der aktuellen Seite; jede lässt sich ändern</translation>
    </message>
    <message>
        <source>“Go to anything” finds it again: “%1”.</source>
        <translation>„Gehe zu…“ findet ihn wieder: „%1“.</translation>
    </message>
    <message>
        <source>%1 finds it again: “%2”.</source>
        <translation>%1 findet ihn wieder: „%2“.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::WorkProblems</name>
    <message>
        <source>A run faulted: %1</source>
        <translation>Ein Lauf ist fehlgeschlagen: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) faulted: %1</source>
        <translation>
            <numerusform>%n Lauf fehlgeschlagen: %1</numerusform>
            <numerusform>%n Läufe fehlgeschlagen: %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Faulted runs</source>
        <translation>Fehlgeschlagene Läufe</translation>
    </message>
    <message>
        <source>Approval of %1</source>
        <translation>Freigabe von %1</translation>
    </message>
    <message>
        <source>Overdue: %1</source>
        <translation>Überfällig: %1</translation>
    </message>
    <message>
        <source>Decide it, or hand it to somebody who can.</source>
        <translation>Entscheiden oder an jemanden delegieren, der es kann.</translation>
    </message>
    <message>
        <source>Approvals</source>
        <translation>Freigaben</translation>
    </message>
    <message numerus="yes">
        <source>%n or more other approval(s) are overdue.</source>
        <translation>
            <numerusform>Mindestens %n weitere Freigabe ist überfällig.</numerusform>
            <numerusform>Mindestens %n weitere Freigaben sind überfällig.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more approval(s) are overdue.</source>
        <translation>
            <numerusform>%n weitere Freigabe ist überfällig.</numerusform>
            <numerusform>%n weitere Freigaben sind überfällig.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>At least %n more kind(s) of error made runs fault.</source>
        <translation>
            <numerusform>Mindestens %n weitere Art von Fehler ließ Läufe fehlschlagen.</numerusform>
            <numerusform>Mindestens %n weitere Arten von Fehlern ließen Läufe fehlschlagen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more kind(s) of error made runs fault.</source>
        <translation>
            <numerusform>%n weitere Art von Fehler ließ Läufe fehlschlagen.</numerusform>
            <numerusform>%n weitere Arten von Fehlern ließen Läufe fehlschlagen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Mend the cause and retry them, or re-run them on the version that mends it; discard what is not worth it.</source>
        <translation>Die Ursache beheben und die Läufe wiederholen oder auf der Version, die sie behebt, neu ausführen; verwerfen, was es nicht lohnt.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::WorkflowEditor</name>
    <message>
        <source>Draft</source>
        <translation>Entwurf</translation>
    </message>
    <message>
        <source>Workflows</source>
        <translation>Workflows</translation>
    </message>
    <message>
        <source>Compare…</source>
        <translation>Vergleichen…</translation>
    </message>
    <message>
        <source>Show what differs from a deployed version</source>
        <translation>Zeigen, was sich von einer bereitgestellten Version unterscheidet</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Speichern…</translation>
    </message>
    <message>
        <source>Save the text to a file. The draft is kept without it.</source>
        <translation>Den Text in einer Datei speichern. Der Entwurf bleibt auch ohne sie erhalten.</translation>
    </message>
    <message>
        <source>Deploy…</source>
        <translation>Bereitstellen…</translation>
    </message>
    <message>
        <source>Raise the version</source>
        <translation>Version erhöhen</translation>
    </message>
    <message>
        <source>Show the catalog</source>
        <translation>Katalog anzeigen</translation>
    </message>
    <message>
        <source>Find and replace</source>
        <translation>Suchen und ersetzen</translation>
    </message>
    <message>
        <source>Next problem</source>
        <translation>Nächstes Problem</translation>
    </message>
    <message>
        <source>Discard the draft</source>
        <translation>Entwurf verwerfen</translation>
    </message>
    <message>
        <source>Close the editor</source>
        <translation>Editor schließen</translation>
    </message>
    <message>
        <source>Text of the workflow</source>
        <translation>Text des Workflows</translation>
    </message>
    <message>
        <source>Control and space completes. F8 goes to the next problem. Escape, then Tab leaves the text.</source>
        <translation>Ctrl und Leertaste vervollständigen. F8 springt zum nächsten Problem. Escape, dann Tab verlässt den Text.</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>Probleme</translation>
    </message>
    <message>
        <source>Graph or catalog</source>
        <translation>Graph oder Katalog</translation>
    </message>
    <message>
        <source>As of the last valid text</source>
        <translation>Stand des letzten gültigen Textes</translation>
    </message>
    <message>
        <source>Graph of the tasks</source>
        <translation>Graph der Aufgaben</translation>
    </message>
    <message>
        <source>Graph</source>
        <translation>Graph</translation>
    </message>
    <message>
        <source>Catalog</source>
        <translation>Katalog</translation>
    </message>
    <message>
        <source>No graph yet</source>
        <translation>Noch kein Graph</translation>
    </message>
    <message>
        <source>It is drawn as soon as the text is valid.</source>
        <translation>Er wird gezeichnet, sobald der Text gültig ist.</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>gespeichert</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>geändert</translation>
    </message>
    <message>
        <source>unchanged</source>
        <translation>unverändert</translation>
    </message>
    <message>
        <source>draft</source>
        <translation>Entwurf</translation>
    </message>
    <message>
        <source>Drafts lie in %1</source>
        <translation>Entwürfe liegen in %1</translation>
    </message>
    <message>
        <source>The text was not checked. %1</source>
        <translation>Der Text wurde nicht geprüft. %1</translation>
    </message>
    <message>
        <source>Nothing was deployed. %1</source>
        <translation>Es wurde nichts bereitgestellt. %1</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>Wird geprüft…</translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s)</source>
        <translation>
            <numerusform>%n Problem</numerusform>
            <numerusform>%n Probleme</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Valid, %n warning(s)</source>
        <translation>
            <numerusform>Gültig, %n Warnung</numerusform>
            <numerusform>Gültig, %n Warnungen</numerusform>
        </translation>
    </message>
    <message>
        <source>Valid</source>
        <translation>Gültig</translation>
    </message>
    <message>
        <source>Not checked</source>
        <translation>Nicht geprüft</translation>
    </message>
    <message>
        <source>There are problems to mend first; deploying would refuse the text.</source>
        <translation>Zuerst sind Probleme zu beheben; beim Bereitstellen würde der Text abgelehnt.</translation>
    </message>
    <message>
        <source>Compare with what is deployed, then deploy</source>
        <translation>Mit dem Bereitgestellten vergleichen, dann bereitstellen</translation>
    </message>
    <message>
        <source>Line %1, column %2</source>
        <translation>Zeile %1, Spalte %2</translation>
    </message>
    <message>
        <source>There is no document.version such as 1.0.0 to raise.</source>
        <translation>Es gibt keine document.version wie 1.0.0, die sich erhöhen ließe.</translation>
    </message>
    <message>
        <source>Save the workflow</source>
        <translation>Workflow speichern</translation>
    </message>
    <message>
        <source>Definitions (*.yaml *.yml *.json)</source>
        <translation>Definitionen (*.yaml *.yml *.json)</translation>
    </message>
    <message>
        <source>%1 was not written: %2. The draft is kept.</source>
        <translation>%1 wurde nicht geschrieben: %2. Der Entwurf bleibt erhalten.</translation>
    </message>
    <message>
        <source>Saved to %1.</source>
        <translation>In %1 gespeichert.</translation>
    </message>
    <message>
        <source>Discard this draft?</source>
        <translation>Diesen Entwurf verwerfen?</translation>
    </message>
    <message>
        <source>Its text is deleted. What is deployed stays as it is.</source>
        <translation>Sein Text wird gelöscht. Das Bereitgestellte bleibt, wie es ist.</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
</context>
<context>
    <name>beamline::ui::WorkflowHealthModel</name>
    <message>
        <source>%1 in %2</source>
        <translation>%1 in %2</translation>
    </message>
    <message>
        <source>Failure</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>Last</source>
        <translation>Letzter</translation>
    </message>
</context>
<context>
    <name>beamline::ui::WorkflowListModel</name>
    <message>
        <source>Workflow</source>
        <translation>Workflow</translation>
    </message>
    <message>
        <source>Namespace</source>
        <translation>Namespace</translation>
    </message>
    <message>
        <source>Deployed</source>
        <translation>Bereitgestellt</translation>
    </message>
</context>
<context>
    <name>beamline::ui::WorkflowLoadModel</name>
    <message>
        <source>Half of its completed runs took %1 or less</source>
        <translation>Die Hälfte seiner abgeschlossenen Läufe dauerte %1 oder weniger</translation>
    </message>
    <message>
        <source>Workflow</source>
        <translation>Workflow</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>Faulted</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>p95</source>
        <translation>p95</translation>
    </message>
    <message>
        <source>Last</source>
        <translation>Letzter</translation>
    </message>
    <message>
        <source>Sort by name</source>
        <translation>Nach Name sortieren</translation>
    </message>
    <message>
        <source>Sort by how much each ran</source>
        <translation>Danach sortieren, wie viel jeder lief</translation>
    </message>
    <message>
        <source>Sort by what failed most</source>
        <translation>Danach sortieren, was am häufigsten fehlschlug</translation>
    </message>
    <message>
        <source>Sort by what took longest: 95 of 100 completed runs took no longer than this</source>
        <translation>Danach sortieren, was am längsten dauerte: 95 von 100 abgeschlossenen Läufen dauerten nicht länger als dies</translation>
    </message>
    <message>
        <source>Sort by what ran last</source>
        <translation>Danach sortieren, was zuletzt lief</translation>
    </message>
</context>
<context>
    <name>beamline::ui::WorkflowPane</name>
    <message>
        <source>Workflow</source>
        <translation>Workflow</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Graph, source, versions, runs or schedule</source>
        <translation>Graph, Quelltext, Versionen, Läufe oder Zeitplan</translation>
    </message>
    <message>
        <source>Graph of the tasks</source>
        <translation>Graph der Aufgaben</translation>
    </message>
    <message>
        <source>Graph</source>
        <translation>Graph</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelltext</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>Versionen</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>Zeitplan</translation>
    </message>
    <message>
        <source>%1 · deployed %2 · sha256 %3</source>
        <translation>%1 · bereitgestellt %2 · sha256 %3</translation>
    </message>
    <message>
        <source>Deployed %1
sha256 %2</source>
        <translation>Bereitgestellt %1
sha256 %2</translation>
    </message>
    <message numerus="yes">
        <source>Needs %n secret(s) with no value here: %1. Its runs fail at once.</source>
        <translation>
            <numerusform>Benötigt %n Geheimnis, das hier keinen Wert hat: %1. Seine Läufe schlagen sofort fehl.</numerusform>
            <numerusform>Benötigt %n Geheimnisse, die hier keinen Wert haben: %1. Seine Läufe schlagen sofort fehl.</numerusform>
        </translation>
    </message>
    <message>
        <source>Set value…</source>
        <translation>Wert setzen…</translation>
    </message>
    <message>
        <source>%1 (latest)</source>
        <translation>%1 (neueste)</translation>
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
        <translation>Letzter Tag</translation>
    </message>
    <message>
        <source>Last week</source>
        <translation>Letzte Woche</translation>
    </message>
    <message>
        <source>Runs that were started in this time. Shows them.</source>
        <translation>Läufe, die in dieser Zeit gestartet wurden. Zeigt sie.</translation>
    </message>
    <message>
        <source>The share of ended runs that completed. Shows those that faulted.</source>
        <translation>Der Anteil beendeter Läufe, die abgeschlossen wurden. Zeigt die fehlgeschlagenen.</translation>
    </message>
    <message>
        <source>Half of the completed runs took at most this long. Shows them.</source>
        <translation>Die Hälfte der abgeschlossenen Läufe dauerte höchstens so lange. Zeigt sie.</translation>
    </message>
    <message>
        <source>19 of 20 completed runs took at most this long. Shows them.</source>
        <translation>19 von 20 abgeschlossenen Läufen dauerten höchstens so lange. Zeigt sie.</translation>
    </message>
    <message>
        <source>Failures</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Recent inputs</source>
        <translation>Letzte Eingaben</translation>
    </message>
    <message>
        <source>Start with this input…</source>
        <translation>Mit dieser Eingabe starten…</translation>
    </message>
    <message>
        <source>Open run</source>
        <translation>Lauf öffnen</translation>
    </message>
    <message>
        <source>Counting runs…</source>
        <translation>Läufe werden gezählt…</translation>
    </message>
    <message>
        <source>No run was started in this time</source>
        <translation>In dieser Zeit wurde kein Lauf gestartet</translation>
    </message>
    <message>
        <source>Nothing failed</source>
        <translation>Nichts ist fehlgeschlagen</translation>
    </message>
    <message>
        <source>No run of this time has faulted.</source>
        <translation>Kein Lauf aus dieser Zeit ist fehlgeschlagen.</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>%1 or more</source>
        <translation>%1 oder mehr</translation>
    </message>
    <message>
        <source>%1 not ended</source>
        <translation>%1 nicht beendet</translation>
    </message>
    <message>
        <source>Success</source>
        <translation>Erfolg</translation>
    </message>
    <message>
        <source>%1 faulted, %2 cancelled</source>
        <translation>%1 fehlgeschlagen, %2 abgebrochen</translation>
    </message>
    <message>
        <source>%1 faulted</source>
        <translation>%1 fehlgeschlagen</translation>
    </message>
    <message>
        <source>of %1 completed</source>
        <translation>von %1 abgeschlossen</translation>
    </message>
    <message>
        <source>Duration p50</source>
        <translation>Dauer p50</translation>
    </message>
    <message>
        <source>Duration p95</source>
        <translation>Dauer p95</translation>
    </message>
    <message>
        <source>of the newest runs</source>
        <translation>der neuesten Läufe</translation>
    </message>
    <message>
        <source>Loading inputs…</source>
        <translation>Eingaben werden geladen…</translation>
    </message>
    <message>
        <source>No runs yet</source>
        <translation>Noch keine Läufe</translation>
    </message>
    <message>
        <source>The inputs of its last runs are listed here, to start another run with.</source>
        <translation>Die Eingaben der letzten Läufe stehen hier, um damit einen weiteren zu starten.</translation>
    </message>
    <message>
        <source>No input</source>
        <translation>Keine Eingabe</translation>
    </message>
    <message>
        <source>Select an input first.</source>
        <translation>Zuerst eine Eingabe auswählen.</translation>
    </message>
    <message>
        <source>Opens the start dialog filled in; nothing starts yet</source>
        <translation>Öffnet den Startdialog ausgefüllt; noch startet nichts</translation>
    </message>
    <message>
        <source>Shows the newest run that had this input</source>
        <translation>Zeigt den neuesten Lauf mit dieser Eingabe</translation>
    </message>
</context>
<context>
    <name>beamline::ui::WorkflowTemplates</name>
    <message>
        <source>Empty workflow</source>
        <translation>Leerer Workflow</translation>
    </message>
    <message>
        <source>One task that gives a value.</source>
        <translation>Eine Aufgabe, die einen Wert liefert.</translation>
    </message>
    <message>
        <source>Ask a person</source>
        <translation>Einen Menschen fragen</translation>
    </message>
    <message>
        <source>A request for approval, and a branch on its outcome.</source>
        <translation>Eine Anfrage zur Freigabe und eine Verzweigung nach ihrem Ergebnis.</translation>
    </message>
    <message>
        <source>Call an HTTP service</source>
        <translation>Einen HTTP-Dienst aufrufen</translation>
    </message>
    <message>
        <source>A request that is tried again when the service cannot be reached.</source>
        <translation>Eine Anfrage, die erneut versucht wird, wenn der Dienst nicht erreichbar ist.</translation>
    </message>
    <message>
        <source>Go through a list</source>
        <translation>Eine Liste durchgehen</translation>
    </message>
    <message>
        <source>A loop that runs tasks once for each item of the input.</source>
        <translation>Eine Schleife, die Aufgaben für jedes Element der Eingabe einmal ausführt.</translation>
    </message>
    <message>
        <source>Branches side by side</source>
        <translation>Zweige nebeneinander</translation>
    </message>
    <message>
        <source>Two branches that run at the same time.</source>
        <translation>Zwei Zweige, die gleichzeitig laufen.</translation>
    </message>
</context>
<context>
    <name>beamline::ui::WorkflowsPage</name>
    <message>
        <source>a folder</source>
        <translation>ein Ordner</translation>
    </message>
    <message>
        <source>there is no such file</source>
        <translation>es gibt keine solche Datei</translation>
    </message>
    <message>
        <source>not .yaml, .yml or .json</source>
        <translation>weder .yaml noch .yml oder .json</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 und %n weitere</numerusform>
            <numerusform>%1 und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>No workflow selected</source>
        <translation>Kein Workflow ausgewählt</translation>
    </message>
    <message>
        <source>Select one to see its graph, source and versions, and to start it.</source>
        <translation>Einen auswählen, um seinen Graphen, Quelltext und seine Versionen zu sehen und ihn zu starten.</translation>
    </message>
    <message>
        <source>Filter workflows</source>
        <translation>Workflows filtern</translation>
    </message>
    <message>
        <source>New…</source>
        <translation>Neu…</translation>
    </message>
    <message>
        <source>Write a workflow, from a template or a file</source>
        <translation>Einen Workflow schreiben, aus einer Vorlage oder einer Datei</translation>
    </message>
    <message>
        <source>New workflow…</source>
        <translation>Neuer Workflow…</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>Deploy…</source>
        <translation>Bereitstellen…</translation>
    </message>
    <message>
        <source>Start…</source>
        <translation>Starten…</translation>
    </message>
    <message>
        <source>Workflows</source>
        <translation>Workflows</translation>
    </message>
    <message>
        <source>deployed</source>
        <translation>bereitgestellt</translation>
    </message>
    <message>
        <source>Loading workflows…</source>
        <translation>Workflows werden geladen…</translation>
    </message>
    <message>
        <source>No workflow fits</source>
        <translation>Kein Workflow passt</translation>
    </message>
    <message>
        <source>Nothing here matches the text.</source>
        <translation>Nichts hier passt zum Text.</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>Filter aufheben</translation>
    </message>
    <message>
        <source>No workflows yet</source>
        <translation>Noch keine Workflows</translation>
    </message>
    <message>
        <source>A workflow is a YAML or JSON document that says which tasks run in which order. Drop a file here, choose one, or write one here; six samples come with Beamline.</source>
        <translation>Ein Workflow ist ein YAML- oder JSON-Dokument, das angibt, welche Aufgaben in welcher Reihenfolge laufen. Eine Datei hier ablegen, eine auswählen oder hier eine schreiben; sechs Beispiele werden mit Beamline mitgeliefert.</translation>
    </message>
    <message>
        <source>Deploy definitions from files. You can also drop them here.</source>
        <translation>Definitionen aus Dateien bereitstellen. Sie können auch hier abgelegt werden.</translation>
    </message>
    <message>
        <source>Start %1…</source>
        <translation>%1 starten…</translation>
    </message>
    <message>
        <source>Edit %1</source>
        <translation>%1 bearbeiten</translation>
    </message>
    <message>
        <source>Write a new version of %1</source>
        <translation>Eine neue Version von %1 schreiben</translation>
    </message>
    <message>
        <source>Select a workflow first.</source>
        <translation>Zuerst einen Workflow auswählen.</translation>
    </message>
    <message>
        <source>Start a run of %1</source>
        <translation>Einen Lauf von %1 starten</translation>
    </message>
    <message>
        <source>Deploy workflows</source>
        <translation>Workflows bereitstellen</translation>
    </message>
    <message>
        <source>Definitions (*.yaml *.yml *.json)</source>
        <translation>Definitionen (*.yaml *.yml *.json)</translation>
    </message>
    <message>
        <source>Drop to deploy.</source>
        <translation>Zum Bereitstellen ablegen.</translation>
    </message>
    <message>
        <source>only %1 files are deployed at once</source>
        <translation>nur %1 Dateien werden auf einmal bereitgestellt</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>larger than %1 MB</source>
        <translation>größer als %1 MB</translation>
    </message>
    <message numerus="yes">
        <source>%n workflow(s) deployed, last %1.</source>
        <translation>
            <numerusform>%n Workflow bereitgestellt, zuletzt %1.</numerusform>
            <numerusform>%n Workflows bereitgestellt, zuletzt %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>Left out: %1.</source>
        <translation>Ausgelassen: %1.</translation>
    </message>
    <message>
        <source>%1 was deployed before, with exactly this text.</source>
        <translation>%1 wurde bereits bereitgestellt, mit genau diesem Text.</translation>
    </message>
    <message>
        <source>%1 is deployed.</source>
        <translation>%1 ist bereitgestellt.</translation>
    </message>
    <message>
        <source>%1 is deployed, with a warning: %2</source>
        <translation>%1 ist bereitgestellt, mit einer Warnung: %2</translation>
    </message>
    <message>
        <source>Drafts</source>
        <translation>Entwürfe</translation>
    </message>
    <message>
        <source>Discard…</source>
        <translation>Verwerfen…</translation>
    </message>
    <message>
        <source>Discard the selected draft</source>
        <translation>Ausgewählten Entwurf verwerfen</translation>
    </message>
    <message>
        <source>Select the draft to discard first.</source>
        <translation>Zuerst den zu verwerfenden Entwurf auswählen.</translation>
    </message>
    <message>
        <source>Discard the draft of %1?</source>
        <translation>Entwurf von %1 verwerfen?</translation>
    </message>
    <message>
        <source>Its text is deleted. What is deployed stays as it is.</source>
        <translation>Sein Text wird gelöscht. Das Bereitgestellte bleibt, wie es ist.</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Deployed workflows or schedules</source>
        <translation>Bereitgestellte Workflows oder Zeitpläne</translation>
    </message>
    <message>
        <source>Deployed</source>
        <translation>Bereitgestellt</translation>
    </message>
    <message>
        <source>Schedules</source>
        <translation>Zeitpläne</translation>
    </message>
    <message>
        <source>Drafts (%1)</source>
        <translation>Entwürfe (%1)</translation>
    </message>
    <message numerus="yes">
        <source>%n draft(s) in %1 cannot be read. Their files were left as they are.</source>
        <translation>
            <numerusform>%n Entwurf in %1 kann nicht gelesen werden. Seine Datei wurde belassen, wie sie ist.</numerusform>
            <numerusform>%n Entwürfe in %1 können nicht gelesen werden. Ihre Dateien wurden belassen, wie sie sind.</numerusform>
        </translation>
    </message>
    <message>
        <source>Open a workflow</source>
        <translation>Workflow öffnen</translation>
    </message>
    <message>
        <source>it is larger than %1 MB</source>
        <translation>sie ist größer als %1 MB</translation>
    </message>
    <message>
        <source>%1 was not opened: %2.</source>
        <translation>%1 wurde nicht geöffnet: %2.</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>Entwurf</translation>
    </message>
    <message>
        <source>Read and deploy again</source>
        <translation>Lesen und erneut bereitstellen</translation>
    </message>
    <message>
        <source>File with mistakes</source>
        <translation>Datei mit Fehlern</translation>
    </message>
    <message>
        <source>Mend here</source>
        <translation>Hier beheben</translation>
    </message>
    <message>
        <source>Open the text in the editor. The file stays as it is.</source>
        <translation>Den Text im Editor öffnen. Die Datei bleibt, wie sie ist.</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>Probleme</translation>
    </message>
    <message numerus="yes">
        <source>%1 (%n problem(s))</source>
        <translation>
            <numerusform>%1 (%n Problem)</numerusform>
            <numerusform>%1 (%n Probleme)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nothing was deployed: the file has %n problem(s).</source>
        <translation>
            <numerusform>Es wurde nichts bereitgestellt: Die Datei hat %n Problem.</numerusform>
            <numerusform>Es wurde nichts bereitgestellt: Die Datei hat %n Probleme.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was deployed. %1</source>
        <translation>Es wurde nichts bereitgestellt. %1</translation>
    </message>
    <message>
        <source>%1 Also with mistakes: %2.</source>
        <translation>%1 Ebenfalls mit Fehlern: %2.</translation>
    </message>
</context>
</TS>
