<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>BatchText</name>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Suspend</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Retry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put aside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Re-run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Cancel %n run(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Suspend %n run(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Resume %n run(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Retry %n run(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Put %n run(s) aside</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Re-run %n run(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n run(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Each ends for good. Work in flight is told to stop and open approvals are withdrawn.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each stops before its next task. What is in flight ends and is kept. This can be undone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each goes on where it was suspended. This can be undone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each goes on at the task that faulted, with the input it had. Completed tasks stand.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each ends for good as cancelled. Its error and history stay readable; it cannot be retried any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For each a new run of the same workflow starts from the beginning with the same input. The run before stays as it was.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Completed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 refused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 not begun</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done: new run %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refused: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DeepLink</name>
    <message>
        <source>A link begins with beamline://, such as beamline://approvals.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A link has at most %1 characters; this one has %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” holds characters that no link has. Copy it again where it comes from.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no place called “%1”. Places are runs, run/ID, approvals, approvals/ID, workflows and workflows/NAMESPACE/NAME.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A link can only show something, and “%1” begins something.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Keychain</name>
    <message>
        <source>The keychain does not do it: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The program is ending.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The keychain is locked. Unlock it on the page Secrets, or in the desktop&apos;s program for passwords, and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No keychain answers here (%1). Start the desktop&apos;s keychain, such as gnome-keyring or KWallet, or keep secrets in files.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The keychain has not answered within %1 s. A dialog of it may be open: answer that, and try again.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Places</name>
    <message>
        <source>Overview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to overview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to batches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Approvals</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to approvals</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Workflows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to workflows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Secrets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to secrets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connections</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to connections</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dead letters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to dead letters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to cluster</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show problems</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RunViews</name>
    <message>
        <source>All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the view a name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>A name has at most %n letter(s). Shorten it.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>There are %n view(s) already, more are not kept. Delete one first.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>There is a view %1 already. Choose another name.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SchemaField</name>
    <message>
        <source>Add</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>At least %n item(s) are needed.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>At most %n item(s) are allowed.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Remove this item</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>JSON, for example {&quot;name&quot;: &quot;value&quot;}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is required.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This must be an object: {…}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This must be a list: […].</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Required</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose one of these.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>YYYY-MM-DD</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a date for %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This must be a whole number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This must be a number, like 12.5.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This must be at least %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This must be at most %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This must be more than %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This must be less than %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This must be a multiple of %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>This must have at least %n character(s).</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This must have at most %n character(s).</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>This does not have the expected form (%1).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This must be a date, like 2026-01-31.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This must be a date and time, like 2026-01-31T17:00:00Z.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This must be an e-mail address.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This must be an address, like https://example.com/.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>As the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light, dark, or as the desktop is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of texts, dates and numbers. It changes at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size of everything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Texts, rows and pictures. It is so from the next start of Beamline.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Menu bar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Otherwise it is shown while it is used: Alt opens it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Always show the menu bar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>password, email, iban</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not at all</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Runs and approvals</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time to take a decision back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>So long a decision waits here, with a button to undo it, before the engine is told.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Names taken out of exports</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Members of these names are proposed to be taken out when a run is exported.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quitting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs in flight stop at their last finished task and resume at the next start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask before quitting while runs are in flight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of this console and of the Qt it runs on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data directory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of the embedded engine: its journal, files and secrets.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is set on this page. Secrets are never in it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Licences</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Beamline is free software under the Apache License 2.0. It is built with free software of others.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give every command the keys it came with.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Window and panes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size of the window and how panes are drawn apart are remembered.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset layout</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::app::ArchiveWindows</name>
    <message>
        <source>Open archive…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open archive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Archives of runs (*.beamline-run.json *.json)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 archives are open. Close one first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Archive of run %1, taken %2. It can be read; nothing in it can be changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was made without data.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run again with mocks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Running the archive again: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dry run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dry run of an archive, answered by what the archive holds. Nothing of it is kept: it is gone when this window is closed.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::app::ConsoleApp</name>
    <message>
        <source>There is no connection called “%1”: choose one below.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n window(s) are open already: close one first.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>The console is ending.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starting %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::app::ConsoleInstance</name>
    <message>
        <source>This is no message of a console.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A console for this data directory is running and does not answer.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::app::ConsoleOpener</name>
    <message>
        <source>No password, token or key is kept for this connection. Edit it and enter one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TLS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign-in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Permissions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>JetStream</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Beamline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder %1 cannot be written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs and definitions are kept in %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Engine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is open in this program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is opened when you connect.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::app::ConsoleOptionsText</name>
    <message>
        <source>%1 cannot be read: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is larger than 4 MiB. Deploy a smaller workflow, or pass data by file name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--input needs --start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only one workflow can be started from the command line.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The console of Beamline: runs, approvals and workflows in one window.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use the engine of this profile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use the engine of this data directory.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>directory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>light, dark or system.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open this place: runs, run/ID, approvals, workflows/NAMESPACE/NAME.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deploy this workflow and start a run of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With --start: the run&apos;s input, as JSON.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use this connection: the name of one of the page Connections, or of a NATS context.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a further window of the console that is running.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start a program of its own although one is running.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A workflow: the same as --start. A link such as beamline://run/ID: goes there in the console that is running, or in a new one. An archive of a run: opens it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A profile is named by letters, digits, &apos;.&apos;, &apos;_&apos; and &apos;-&apos;; “%1” is not.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--connect names an engine of its own; --profile and --data-dir are for the embedded one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--theme takes light, dark or system, not “%1”.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::ApprovalActions</name>
    <message>
        <source>Claim</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delegate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Escalate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Snooze</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was not claimed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at the run that waits for it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select an approval first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is decided: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine is being asked…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Release</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give it back to the others</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tell the others that you are at it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change or take back whom you let decide</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let somebody decide in your place for a while</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is escalated already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its workflow names nobody to escalate it to.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turn to those who may decide in addition, with a reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put it off again, or bring it back now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put it off for yourself; it comes back by itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delegate “%1”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody decides in your place until then. The record keeps both names. You can still decide yourself, and take it back at any time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>name of a user</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Until</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>why, kept in the record</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write whom you let decide.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That is you already. Write somebody else&apos;s name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a time that is still to come.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 may decide in your place until %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was not delegated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was not taken back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You have taken back whom you let decide.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Escalate “%1”?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From now on %1 may decide as well. This cannot be taken back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>what they should know, kept in the record</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write a reason: those it goes to will ask.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was not escalated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Escalated.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bring it back now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another time…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Snooze “%1”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is put off for you alone, and comes back by itself, at the latest when it is due.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was not put off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back among what waits: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put off until %1: %2.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::ApprovalBatchDialog</name>
    <message numerus="yes">
        <source>Decide %n approval(s) together</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Approve</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Reject</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Risk class that is decided</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a risk class…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They differ in risk. Only one class is decided at a time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>and %n more kind(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n request(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n distinct payload(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Type the subject to include it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What happens to each approval</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comment, kept with each decision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Approve</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Approve %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reject %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the risk class to decide first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the names first: the risk is high.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None of them can be decided so; the list says why.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>High risk, each is named: type &lt;b&gt;%1&lt;/b&gt; to include it. What is not named is left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All of them are decided, each by itself. This cannot be undone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 are decided, each by itself; %2 are not, the list says why. This cannot be undone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 decided, %3 failed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped: %1 decided, %2 failed, %3 not begun.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 decided, %2 failed, %3 left as they were.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::ApprovalBatchModel</name>
    <message>
        <source>Choose a risk class first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is %1, another class.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A decision on it is on its way already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its form must be filled in: approve it by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>High risk: its name has not been typed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Subject</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Workflow · task</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Payload</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What happens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Is approved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Is rejected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not decided: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Approving…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rejecting…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::ApprovalChangeText</name>
    <message>
        <source>the last approved one was %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the same as the last approved one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the last approved one was 0</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>less than 1 % from the last approved one (%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2 % on the last approved one (%3)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::ApprovalListModel</name>
    <message>
        <source>raised %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not taken</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>approving…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rejecting…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>to be delivered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Subject</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Workflow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Risk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Approvals</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Due</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>you are at it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is at it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Selected: %1, %2, %3, %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2, %3, %4</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::ApprovalQueryText</name>
    <message>
        <source>A filter has at most %1 letters. Shorten it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A quotation mark is not closed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A filter says what fits, never what does not. To look for this text, put it between quotation marks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no condition %1. Conditions are workflow: and risk:. To look for this text, put it between quotation marks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 takes one value.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 stands here twice. Keep one of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A risk is low, medium or high.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A value is missing behind %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A * stands at the end only, for all workflows that begin so: workflow:invoice*.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its name, or how it begins</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>low, medium or high</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::ApprovalText</name>
    <message>
        <source>&lt;b&gt;%1&lt;/b&gt; approved %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;b&gt;%1&lt;/b&gt; rejected %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;b&gt;%1&lt;/b&gt; on behalf of &lt;b&gt;%3&lt;/b&gt; approved %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;b&gt;%1&lt;/b&gt; on behalf of &lt;b&gt;%3&lt;/b&gt; rejected %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;br/&gt;filled in: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;br/&gt;decided on another state of it: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;b&gt;Nobody&lt;/b&gt; decided in time: approved by its due date %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;b&gt;Nobody&lt;/b&gt; decided in time: rejected by its due date %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;b&gt;Nobody&lt;/b&gt; decided in time: the run failed %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Withdrawn with its run %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> · then escalated to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> · then %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>anybody may decide</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>needs %n people</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>needs %1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>needs %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, not the requester</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 approvals</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, still needs %2 other people</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, still needs %2 of %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It approves itself: if nobody decides by %1, it counts as approved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You have claimed it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has claimed it. You can still decide.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Escalated: %1 may decide as well.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You let %1 decide in your place until %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You decide in the place of %1 until %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 decides in the place of %2 until %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You have put it off until %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has put it off until %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;b&gt;On approval:&lt;/b&gt;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;b&gt;On rejection:&lt;/b&gt;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run goes on with the decision as the task&apos;s output.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;b&gt;%1&lt;/b&gt; wrote %2: %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;b&gt;%1&lt;/b&gt; let &lt;b&gt;%2&lt;/b&gt; decide %3, until %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n earlier line(s) are in the run&apos;s history</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>It is decided: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its due date has passed: then %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You have asked for it: somebody else must decide.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You have approved it already, or somebody has in your place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It waits for somebody else: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One hour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This afternoon, 14:00</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tomorrow, 09:00</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next Monday, 09:00</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::ApprovalsPage</name>
    <message>
        <source>Filter approvals</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter: workflow:invoice* risk:high</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting for me</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>My groups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unclaimed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting on others</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Snoozed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decided</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Approvals</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>for you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>due within the hour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next approval</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go down the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous approval</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go up the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look closer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to what has to be written; Escape comes back to the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select for a batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select all like this</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decide selected…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear selection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo decision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By text, workflow or risk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Those that are loaded are selected. Scroll down for more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n selected</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>See what would be decided, by kind and risk, and decide it together (Shift+A)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select approvals first: X selects one, Shift+X all like it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is here is decided.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decide several together, or leave this one out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select all of the same workflow, task and risk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too late: the decision on %1 is on its way.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undone: %1 waits as before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the last decision back before it is sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no decision that can still be taken back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your decision on “%1” was not taken: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n decision(s) on the way to the engine…</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n decision(s) not delivered yet. What is decided counts when the engine has it.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Approving “%1”…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rejecting “%1”…</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%1 And %n more.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Undo (Z)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading approvals…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading the approval…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No approval selected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select one to see what is asked, what happens next and who has decided already. A approves, R rejects, J and K move, X selects for a batch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No approval fits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing in this queue matches what you filter by.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing waits for your groups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Requests to a group that you belong to appear here until enough of you have decided.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything is claimed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Requests for you that nobody has taken appear here. Claim one, and the others see that you are at it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You wait for nobody</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Requests that you asked for, decided on or delegated appear here while they wait for somebody else.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is put off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S puts a request off until a time that suits you. It comes back by itself, at the latest when it is due.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing decided yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every decision is kept here, with who made it, when and why.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All requests, whoever they wait for, appear here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing waits for you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A workflow stops at a task of type approval until somebody decides. Requests appear here as soon as they are raised.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rejected: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Your approval of %1 is kept. %n more needed.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Approved: %1.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::AskDialog</name>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine is being asked…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::AttemptListModel</name>
    <message>
        <source>Failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 received</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attempt %1 · %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · status %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run was retried</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Retried by the try “%1”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 at %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 at %2, %3 after attempt %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attempt %1: %2, begun at %3, %4</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::AttemptsView</name>
    <message>
        <source>Attempts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The whole text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select an attempt or what it sent to read all of it.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::AttentionModel</name>
    <message>
        <source>Problem</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n more problem(s) of the engine</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n or more other error(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more error(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>(%n run(s))</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more approval(s) wait for you</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1, high risk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asked for by %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n more suspended run(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 goes on when somebody resumes it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Repair…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decide</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show all</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::BackfillDialog</name>
    <message>
        <source>Back-fill %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starts the runs that lay between two times and were not started, both times included. A start that had its run is left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back-fill</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write times as 2026-01-31 08:00.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“From” is later than “To”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“To” lies in the future.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>At most %n run(s) will be started.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>About %n run(s) will be started, judged by the coming ones.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>How many runs this starts is not known before.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::BatchDialog</name>
    <message numerus="yes">
        <source>Replay %n run(s)?</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Discard %n run(s)?</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Each goes on at the task that failed, with the input it had. Completed tasks stand.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each ends for good as cancelled and leaves this list. Its error and history stay readable; it cannot be replayed any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What happens to each run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason, kept in the history of each run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no run left to which this can be done.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking at %1 of %2…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This can be done to all of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This can be done to %1; to %2 it cannot, the list says why.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 done, %3 failed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped: %1 done, %2 failed, %3 not begun.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 done, %2 failed, %3 left as they were.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::BatchItemModel</name>
    <message>
        <source>before: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Workflow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What happened</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::BatchListModel</name>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which runs</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::BatchPreviewModel</name>
    <message>
        <source>Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Workflow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What happens</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::BatchStrip</name>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine is being asked…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on with the runs that are left.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begin with no further run for now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave what is done and do no more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Takes it back: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop here?</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>What is done stays done. %n run(s) are left as they are, and this cannot be taken up again. To look first, pause it.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::BatchesPage</name>
    <message>
        <source>Runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Batches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What happened to each run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no batch %1. It may belong to another engine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading batches…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No batches yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When you cancel, suspend, resume, retry or re-run many runs at once, that is a batch: who asked for it and why, how far it is, and what came of each run stay here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These rows are as of the last answer. %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which runs: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No runs here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No run of this batch has this outcome.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading runs…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::BulkDialog</name>
    <message>
        <source>Reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason, kept with the batch and in the history of each run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What happens to each run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking at each run…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This can be done to all of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This can be done to %1 of %2; the others come first in the list, which says why not.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The list shows the first %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which runs fit the filter is decided when it starts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>End these %n run(s) for good</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Put these %n run(s) aside for good</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>The engine is being asked…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What would happen is not known yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no run to which this can be done.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It cannot be undone: tick the box first.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::CatalogBrowser</name>
    <message>
        <source>required</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Default: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It takes no arguments.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Takes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gives</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It gives %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search functions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Functions of the catalog</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About the function</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Insert</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put a task that calls it behind the task at the cursor (Enter in the list)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Example</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the catalog…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No function fits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Names, descriptions and arguments were searched.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No functions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This engine offers none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>version %1 · %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::ChangeView</name>
    <message>
        <source>Against the last approved one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What differs from the last approved one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is not known: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1”, approved %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1. The data is too large to be compared here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, had the same data.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1. %2 lines came, %3 went.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::ChangesView</name>
    <message>
        <source>What is compared</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Input</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compared with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The attempt before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Iteration %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same as before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n new line(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) gone</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>beamline::ui::ChipBar</name>
    <message numerus="yes">
        <source>%n more</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>beamline::ui::ChooseRunDialog</name>
    <message>
        <source>Compare runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare %1 with…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no run before this one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The last that completed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No other run of this workflow has completed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it is a re-run of</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Id of the other run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Id of the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs of this workflow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select a run, or write its id.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is the run itself. Choose another one.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::ClusterPage</name>
    <message>
        <source>Drain node…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume node</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drain pool…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume pool</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move shard…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nodes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Worker pools</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No worker has come yet. Workers are programs that take tasks of “call: worker” from a queue; “beamlined --role worker --worker-pools NAME” is one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Streams and their consumers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NATS servers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One engine, alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything runs in one process on one machine: nothing acknowledged is lost when it falls, but while it is down nothing goes on. A cluster is the same engine on several machines over NATS JetStream: each holds the whole journal, and when one is lost the others carry its runs on within seconds.
To get there: run a NATS server with JetStream (three for safety), set the streams up with “beamctl cluster init”, start “beamlined --nats-url nats://HOST:4222 --cluster NAME” on each machine, and add the connection on the page Connections.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shards</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tasks a minute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Task latency (ms)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queued tasks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed attempts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The most that waited at once: for workers in all pools, and for threads of the node that answers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This engine does not tell of its machines</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asking for the machines…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A shard is a part of all runs; one node at a time carries it on. Choose one to see since when, or to move it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nodes online</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n more warning(s): “beamctl cluster status” lists all.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>What you see is as of %1: the engine has not answered since.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you see is as of the last answer. %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine is being asked…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An engine alone has nobody to hand its runs to.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select a node first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The node cannot be reached: the others have its shards.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has no engine: drain its pool instead, or stop it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hand its shards to the others and take nothing new.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The node is drained already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let it take its part again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The node is not drained.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select a pool first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give nothing of it to workers any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The pool is drained already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give its tasks to workers again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The pool is not drained.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let another node carry it on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a shard first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was not resumed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 takes its part again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drain %1?</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>It takes nothing new, hands its %n shard(s) to the other nodes and ends the tasks it has. Runs go on there; nothing is lost. It goes on answering until you stop it, and can be resumed.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Drain</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was not drained</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is being drained.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The pool %1 was not resumed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The pool %1 gives tasks to workers again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drain the pool %1?</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Workers get nothing of it any more and end what they have. %n task(s) stay queued, and runs that need the pool wait until it is resumed.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>The pool %1 was not drained</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The pool %1 is drained.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move shard %1 to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has the shard already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The node takes nothing now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Node %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move shard %1?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 carries its runs on. They pause for a moment while the shard changes hands; nothing is lost, and tasks in flight may be run again under the same idempotency key. It stays there until nodes come or go.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shard %1 was not moved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shard %1 is moving to %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no figures of the last hour. %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tasks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>queued</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>attempts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>runs</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::ClusterTable</name>
    <message>
        <source>Heard of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Silent for %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has not told of itself since. If it goes on, the others take its shards.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It catches up with the others and takes nothing yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It takes nothing new, hands its shards over and ends its tasks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It carries nothing and can be stopped. It goes on answering.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unreachable, %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1. Its shards go to the others; what it has acknowledged is with them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A newer engine tells of it in words this console does not know.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (answers)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Node %1, started %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>So much of the order its journal lacked when it was heard last, %1, at %2; the newest is %3 now. What grows means that its disk or its network is too slow.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A worker has no journal.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2, %3 of %4 in work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drained</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Workers that wait for a task get none; what they have goes on. One of another make that asks without waiting is still answered.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No worker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is queued waits until a worker comes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Full</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its queue holds no more: runs wait outside.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its queue holds %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2 lost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Led by %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Led by %1. A replica is behind or lost: with less than half of them nothing new is accepted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From %1 to %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consumer of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 were given out more than once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The node that answers speaks to this one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taken when the one in use is lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It did not answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As long as its machine took to take a connection.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Joining</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Online</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draining</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unreachable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Busy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Node</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Roles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Load</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Processors of its machine that were busy over the last minute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of its process</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In its memory now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tasks/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shards</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parts of all runs that it carries on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Behind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entries of the common order that its journal does not have yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pool</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queued</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tasks that wait for a worker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Oldest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long the oldest of them has waited</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Workers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stream, consumer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replicas</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not given out to the consumer yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Given out and not acknowledged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Round trip</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::CodeEditor</name>
    <message>
        <source>Source</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::CommandPalette</name>
    <message>
        <source>Commands</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A command, a page, a run, a workflow, an approval or a setting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>↑ ↓ to choose, Enter to go there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing fits. Runs are found by id, workflow, label or error.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::CommandRegistry</name>
    <message>
        <source>&amp;File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Approvals</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 moves in lists and forms and cannot start a command. Use it with Ctrl or Alt.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is the key of “%2”. Give that another one first, or choose another here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no command “%1”.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::ComparePage</name>
    <message>
        <source>Nothing is compared</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a run and choose “Compare…”, or select two runs in the list.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Swap A and B</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is before and what is after change places.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next difference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>B</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is compared</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Path</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inputs of the runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Input</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outputs of the runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Definitions of the runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Definition</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only what differs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tasks of both runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data of the task in both runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inputs of the task</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outputs of the task</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Input of the task</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Output of the task</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading both runs…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is as of the last answer. %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (differs)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Path (%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>… compared so far.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select a task to compare what it got and what it put out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no such task</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%1, last of %n time(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1 · A: %2 · B: %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One definition</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Both are runs of %1 %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading both definitions…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::ComparedRun</name>
    <message>
        <source>Run %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>started %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>took %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>for %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open run %1, %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::CompletionPopup</name>
    <message>
        <source>Completions</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::CompletionText</name>
    <message>
        <source>expression</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tasks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>word</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>true or false</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>next task</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>function</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>anything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · %2, required</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Default: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, required</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>use.functions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>task</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::ConnectionBand</name>
    <message>
        <source>Looking only: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PRODUCTION · %1 · looking only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PRODUCTION · %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::ConnectionBar</name>
    <message>
        <source>What you see is as of %1, %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine cannot be reached.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connecting: the engine has not answered yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connecting: the engine has not answered yet. %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Synchronizing: everything is being read anew. %1 %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refused: %1 %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reconnect</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::ConnectionBook</name>
    <message>
        <source>Embedded engine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is a connection called “%1” already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are %1 connections already: remove one first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No secret is kept for this connection.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::ConnectionCard</name>
    <message>
        <source>cannot be reached</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>production</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connection: %1, %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::ConnectionDialog</name>
    <message>
        <source>Nobody signs in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>User and password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NKey seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Credentials (.creds)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Credentials</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is too long for credentials. Choose a .creds file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How %1 looks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a connection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit the connection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Production Europe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Servers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nats://host:4222, several with commas</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>User</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Secret</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Authorities</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PEM file; empty: those of the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the file of the authorities</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PEM file, with its key; empty: none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the file of the certificate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PEM file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the file of the key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the .creds file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Production: a band with its name over every page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking only: nothing is changed over this connection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One is kept; leave it empty to keep that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The text of the .creds file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kept until Beamline ends, because no keychain answers here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It goes into the keychain of this desktop; where there is none it is kept until Beamline ends.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is being tested…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its secret is kept until Beamline ends, then it has to be entered again. %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::ConnectionListModel</name>
    <message>
        <source>Embedded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NATS context</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>production</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>looking only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cannot be used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No secret kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leads to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::ConnectionLookText</name>
    <message>
        <source>None</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Green</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Amber</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Violet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Red</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>data as of %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::ConnectionProfileText</name>
    <message>
        <source>“%1” is no address: write it as nats://host:4222.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” begins with %2, which Beamline does not speak: use nats:// or tls://.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” holds a user or a password: give them below, where they are kept safely.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2 cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the connection a name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The name is longer than %1 letters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the address of at least one NATS server.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More than %1 servers: the others are learned from the first that answers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the user&apos;s name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A client certificate and its key go together: give both files or none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file of authorities</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The client certificate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in this program, on this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NATS context %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::ConnectionStateText</name>
    <message>
        <source>Connecting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Synchronizing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer has slept, or its clock was set.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::ConnectionsPage</name>
    <message>
        <source>Contexts are read from the folder of the nats command line and never written. Of them and of the embedded engine colour, production and looking only can be set.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Result of the test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open in new window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connections</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select a connection first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use it in this window.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use it beside the one of this window.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try each step of connecting and say what was found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One is being tested…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give it a colour, or mark it as production.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget it, with its secret.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The embedded engine and contexts cannot be removed here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A window is on it: close that or switch it first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>to choose from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the connection %1?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its address and its secret are forgotten. Nothing changes at the other end.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is removed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test of %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::ContentStack</name>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::DeadLetterModel</name>
    <message>
        <source>Fault without an error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Workflow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Task</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1/%2, version %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, dry run</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%1, %n run(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>beamline::ui::DeadLettersPage</name>
    <message>
        <source>Filter by workflow, run, error or label</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit and replay…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discard…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dead letters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading dead letters…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No dead letter fits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No faulted run matches the text you filter by.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No dead letters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A run that faults comes here and waits for you: grouped by its error, with the data of the task that failed. Replay it as it is, or with an input that you mend, export it, or put it aside.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These rows are as of the last answer. %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>newest %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>faulted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are more: filter to see them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>kind of error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>kinds of error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine is being asked…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select runs, or a whole group, first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show this run with its graph and history.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select one run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on at the task that failed, with the input it had.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows first what would happen to each of the runs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mend the input of the task that failed, then go on there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An input is mended for one run at a time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write run, error, input and history as JSON to a file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A file takes at most %1 runs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put aside for good; error and history stay readable.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking at the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run %1 goes on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replaying the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run is %1 by now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No task of this run can take another input: what failed was in the middle of its work, or had done it. Replay it as it is, or start a new run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run %1 goes on with the new input.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export dead letters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exporting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was not written: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) exported to %1.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>beamline::ui::DecisionOutbox</name>
    <message>
        <source>The data shown with it is another.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was %2 and is %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is new: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has gone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was approved meanwhile, last by %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was rejected meanwhile by %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has expired meanwhile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was withdrawn meanwhile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its subject was “%1” and is “%2”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its summary is another.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its risk is another.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It needed %1 and needs %2 approvals.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Others may decide it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its form asks for something else.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What happens next is another.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decisions that waited to be delivered could not be read; the file was put aside as %1. Decide again what is still open.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decisions that wait to be delivered cannot be read: look at the file %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file that kept it was changed outside of Beamline, so it is not delivered.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The decision cannot be kept in %1: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its folder cannot be made</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 decisions wait to be delivered already: connect first.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::DecisionPane</name>
    <message>
        <source>Approval</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you write cannot be kept in %1: it is lost when the program ends. Free some space, or see who may write there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Approve</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reject</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Summary</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What happens next</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fill in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Context</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decisions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the subject to approve</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comment (kept with the decision)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What else can be done with it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The decision is bound to what is shown here:
sha256 %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>High risk, its workflow says: a mistake is hard to take back. Type &lt;b&gt;%1&lt;/b&gt; to approve.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Being decided…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decision not taken</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Approving…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rejecting…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting to be delivered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>raised by %1 %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>requested by %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Raised %1
Due %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Raised %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decisions (%1 of %2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select an approval first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is decided: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine is being asked…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has just come up. Look at it first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>. It is kept, and delivered when the engine can be reached.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the subject above first: the risk is high.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the comment without deciding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write a comment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fill in the form first: what is missing is marked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was not approved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was not rejected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The comment was not kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at what became of your decision first, above.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your decision is about to be sent: undo it to decide otherwise.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your decision waits to be delivered: withdraw it to decide otherwise.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Approving… It counts when the engine has it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rejecting… It counts when the engine has it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your decision is being delivered…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting to be delivered: your approval of %1. It counts when the engine has it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting to be delivered: your rejection of %1. It counts when the engine has it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your decision of %1 was not taken: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::DeployDialog</name>
    <message>
        <source>Looking at what is deployed…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare with version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>F8 goes to the next difference.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deploy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deploy a workflow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare versions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>against %1 (latest)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>against %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A new workflow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No version of %1 is deployed in the namespace %2 yet: there is nothing to compare with.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>very different</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>+%1 −%2 lines</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It differs in nothing from this version.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Raise the version first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is deployed already. A deployed version never changes: a new text needs a new version.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::DiagnosisView</name>
    <message>
        <source>passed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>to be looked at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not tried</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Result of the test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Testing…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address, TLS, sign-in, permissions, JetStream and Beamline are looked at one after the other.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not tried.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::DiffView</name>
    <message>
        <source>What differs</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n equal line(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>… and %n more line(s).</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>beamline::ui::DraftListModel</name>
    <message>
        <source>no name yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, begun from %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draft of %1, changed %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draft</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::DraftStoreText</name>
    <message>
        <source>The draft is larger than 4 MB and was not saved. Save it to a file, or make it smaller.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The draft was not saved: %1 cannot be made. Save it to a file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The draft was not saved: %1. Free some space, or save it to a file.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::DryRunEditor</name>
    <message>
        <source>What answers instead of the world</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first mock that fits a call answers it, with its &lt;tt&gt;output&lt;/tt&gt; or &lt;tt&gt;error&lt;/tt&gt;; &lt;tt&gt;*&lt;/tt&gt; in &lt;tt&gt;task&lt;/tt&gt; or &lt;tt&gt;function&lt;/tt&gt; stands for anything.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plan of the dry run as JSON</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No dry run can be started, as the engine suggests no mocks: %1 An engine older than this console would start a real run instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether the engine knows dry runs is being asked…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The plan of a dry run is a JSON object, such as {&quot;mocks&quot;: []}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Line %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::DryRunModel</name>
    <message>
        <source>Mock %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mock %1, an error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refused: no mock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waits for events</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not published</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not started</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Task</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answered by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::DryRunPanel</name>
    <message>
        <source>What would have happened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arguments</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whatever this dry run would have done to the world appears here, with its arguments.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading what would have happened…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select a row to see its arguments.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It takes no arguments.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::EngineSession</name>
    <message>
        <source>This is an archive: it can be read, and nothing in it can be changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine has not answered yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you see is being read anew; wait until it is as the engine has it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine cannot be reached now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine refuses this connection.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This connection is for looking only, as its settings say.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This needs a newer engine (this one has %1).</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::ExportDialog</name>
    <message>
        <source>Export run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take %1 with you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file holds the definition, everything that happened, and the data. Any console opens it without an engine, steps through it, and runs it again with mocks. Values of secrets are never in it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>password, email, iban</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Names of members to take out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave out all data: only what happened, and when</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Values of members with these names, in any case, and the same texts wherever else they stand. Numbers are taken out only where the member stands.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Making the archive…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Archives of runs (*.beamline-run.json)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be written: %2. Choose another place.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::FindBar</name>
    <message>
        <source>Find</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find in the source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Aa</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Upper and lower case matter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous (Shift+Enter)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next (Enter)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replace by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replace all</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n replaced</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n place(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>beamline::ui::Formatting</name>
    <message>
        <source>%1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 d</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 d %2 h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 m %2 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 h %2 m</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 µs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 d ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>overdue by %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>due tomorrow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>due in %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pending</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Suspended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Faulted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Completed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dry run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A dry run: what would change the world was answered by mocks or refused.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Approved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expired</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Escalated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>low risk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>medium risk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>high risk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>does nothing outside of its run; a dry run calls it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reads from the world and changes nothing; a dry run calls it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>may change the world; a dry run needs a mock for it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rejected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>escalated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the run fails</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>approved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>anybody</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 or %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run created</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run started</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run waits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run goes on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run suspended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run resumed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run cancelled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run faulted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run completed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Created</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Started</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resumed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Retried</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exchanged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rehearsed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Approval raised</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Approval claimed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Approval commented</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decided</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Approval closed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type: %1
Status: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Raised by: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The definition has mistakes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The input does not fit the workflow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The request was not understood</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It does not exist</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its state does not allow this</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not permitted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has changed meanwhile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine cannot be reached</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine is busy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The journal is damaged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine did not answer in time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something went wrong</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::FunctionDocsText</name>
    <message>
        <source>true or false</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>one of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> or </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>list of %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::FunctionListModel</name>
    <message>
        <source>%1, version %2. %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Function</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::GraphTools</name>
    <message>
        <source>Find task</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By name or function. Enter goes to the next one, Shift+Enter back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fold everything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smaller (-)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Larger (+)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fit (0), again: all of it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open everything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open everything (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fold everything (/)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::GraphView</name>
    <message>
        <source>Graph of the tasks</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n task(s) inside</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n faulted</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n time(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>attempt %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n task(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>folded, Space opens it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>open, Space folds it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open (Space)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fold (Space)</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Laying out %n task(s)…</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>beamline::ui::HistoryModel</name>
    <message>
        <source>Event</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Task</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Detail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>attempt %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::HistoryView</name>
    <message>
        <source>Kind of event</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All events</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Order of the history</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Oldest first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Newest first follows the run; oldest first begins where it began.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>History</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter shows the run as it was then.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 loaded, more below</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n event(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Loading the history…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No such event</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing of this kind has happened yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing has happened yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every step of the run appears here as soon as it is on disk.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::InfoBar</name>
    <message>
        <source>Close this message</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::JobBar</name>
    <message>
        <source>Close this message</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::JsonTreeModel</name>
    <message>
        <source>Key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Value</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::JsonView</name>
    <message>
        <source>Tree</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the JSON</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reveal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Values under names such as password or token are masked. Shows them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>JSON as a tree</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>JSON as text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy path (JSON pointer)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy path (jq)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>… cut here; copy gives all of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expand all below</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::LineChart</name>
    <message>
        <source>Nothing measured yet</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::MainWindow</name>
    <message>
        <source>No engine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>profile %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Archive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine runs inside this window. Runs stop at their last finished task and resume when Beamline is started again; nothing is lost. Timers and approvals that fall due meanwhile are handled then.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit, resume next time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep running</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) in flight.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>New window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Switch connection…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This window is of one engine: it has no connections to choose from.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start run…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter this page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About Beamline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy link to this view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to anything…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forward</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme of the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show or hide the menu bar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset layout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings · %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Embedded engine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version %1
%2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open in new window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (production)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (looking only)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The embedded engine runs inside this program and stops when its last window goes elsewhere. Runs stop at their last finished task and resume when it is opened again; nothing is lost. To keep it running, open the other connection in a new window.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop and switch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stay here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing of it here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no engine yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no place to go to that way.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An archive has one run; there is nothing of it at “%1”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no place called “%1”.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::MarkdownView</name>
    <message>
        <source>The rest is not shown.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::MenuBar</name>
    <message>
        <source>Menu bar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to do on this page</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::NavRail</name>
    <message>
        <source>Navigation</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::NewWorkflowDialog</name>
    <message>
        <source>New workflow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begin a workflow with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Templates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text of the template</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begin</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::Notifier</name>
    <message numerus="yes">
        <source>%n more notification(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>beamline::ui::OpenProblemModel</name>
    <message>
        <source>Error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Engine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Schedule of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decision on %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2: %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How bad</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What happened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Since</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::OverviewPage</name>
    <message>
        <source>Last hour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Needs you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs a minute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Task latency (ms)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queue and threads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The most tasks that waited at once, and the most threads of the engine&apos;s pools that worked at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Workflows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Most failing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Slowest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Most runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changed last</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was not resumed: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Overview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing has run yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This page tells what needs a person, what is running and how well. Start a sample: a workflow that comes with Beamline, runs within seconds and touches nothing of yours.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start a sample…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See workflows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asking the engine…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not to be had</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not all of it is known. %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing needs you now: no approval is due to you, nothing has faulted in the last day, nothing is suspended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An archive holds runs, and no figures of the engine over time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no figures over time. %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>started</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>finished</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>faulted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>queued</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>working</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>working of %n thread(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Of the newest runs only: there were more than are looked at.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No run was started in the last hour. Look at the last day.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No run was started in the last day.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Some of what you see is as of %1: the engine has not answered all since.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::OverviewText</name>
    <message>
        <source>%1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>since the engine&apos;s start, %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in the last day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in the last hour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none in the hour before either</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none in the hour before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as many as in the hour before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 % on the hour before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs finished</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs that completed or faulted. Shows those that were started within this time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Success</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The share of finished runs that completed. Shows those that faulted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing has finished</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none faulted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 faulted</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n workflow(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Task latency p95</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>95 of 100 calls of functions took no longer than this. Shows the machines and what they do a minute.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>p50 %1 · p99 %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no function was called</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting for people</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Approvals that you may decide. Shows them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 or more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing waits for you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>oldest %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tasks that wait for a thread of the engine now. Shows the machines and their pools.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2 of %3</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::PageHeader</name>
    <message>
        <source>Back to %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::PaletteModel</name>
    <message>
        <source>Run · %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Workflow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Approval · %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, key %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::PastBar</name>
    <message>
        <source>The past of the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First entry of the history</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entry before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entry after</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last entry of the history</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows the run as it is now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entry of the history</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>After entry %1 of %2, %3: %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> (only the first %1 can be stepped through)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::ProblemListModel</name>
    <message numerus="yes">
        <source>… and %n more.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, line %2: %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Problem</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::ProblemsPage</name>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to its cause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What to do</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>error(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>warning(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>No problems</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is wrong with the engine, its cluster, its schedules and this console is listed here with what to do about it, and leaves by itself when it is mended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no problem.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the page where it can be mended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its cause is on no page of this console.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take it off the list.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is so now, and goes when it is mended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy it as text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>since %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>code %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Problems</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::QueryBar</name>
    <message numerus="yes">
        <source>And %n more mistake(s).</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Ctrl+Space shows what can be written, Up and Down what was asked before</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::QueueBar</name>
    <message>
        <source>Queues</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::RecentRunModel</name>
    <message>
        <source>%1, dry run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Workflow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::ReplayDialog</name>
    <message>
        <source>Edit and replay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replay %1 from its failed task</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The workflow refused its input. The run begins again with what stands here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 gets what stands here in place of its input; its schema and input.from apply. Tasks before it stand.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Input as JSON</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kept in the history of the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is JSON.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mend the JSON first.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::RerunDialog</name>
    <message>
        <source>Re-run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Re-run %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A new run takes over the results of the tasks before the chosen one and begins to work there. Run %1 stays as it was.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begin at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version of the definition</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kept in the history of the new run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the new run keeps and does</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Input where it begins</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As it was</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Puts the input back as it was</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Input as JSON</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The start of the workflow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (the latest)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine is being asked what it would do…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is JSON, and other than it was.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As it was.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine is being asked…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mend the JSON first.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::RerunPlanModel</name>
    <message>
        <source>Begins anew and keeps nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Keeps the results of %n task(s) and begins at %1.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Not as it was</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begins here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs when it comes to it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Task</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What happens</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::RunActions</name>
    <message>
        <source>Suspend</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Retry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel run…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Suspending the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resuming the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Retrying the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine is being asked…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select a run first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run is %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop before the next task. What is in flight ends and is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 Only a run in flight can be suspended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run is suspended already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on where the run was suspended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 Only a suspended run can be resumed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on at the task that faulted. Completed tasks stand.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 Only a faulted run can be retried.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End the run. Work in flight is told to stop, open approvals are withdrawn.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 There is nothing left to cancel.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel %1?</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Run %1 ends for good after %2 of %n task(s). Work in flight is told to stop and open approvals are withdrawn.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancelling the run</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::RunBatchModel</name>
    <message>
        <source>it is %1 by now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Workflow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What happens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replay from %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cannot be replayed: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cannot be discarded: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replaying…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discarding…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replayed: it goes on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discarded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, dry run</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::RunBulk</name>
    <message>
        <source>Clear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select all that match</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All %1 of the group are selected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All %1 that match are selected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 selected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select all %1 that match</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select runs first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A batch takes at most %1 runs. Narrow the filter.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::RunColumns</name>
    <message>
        <source>One column at least stays.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Labels</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>At most %n label(s) are shown. Hide one first.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Move %1 left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move %1 right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make %1 wider</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make %1 narrower</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset columns</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::RunComparisonModel</name>
    <message>
        <source>In neither</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Same</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only in A</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only in A; B has no such task</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only in B</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only in B; A has no such task</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 instead of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%1 instead of %n time(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Attempt %1 instead of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The ways part at %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The ways then part at %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, first at %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Both had the same input, went the same way and put out the same.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The definitions differ.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inputs differ%1, and so do the definitions.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inputs differ%1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Both went the same way, and their outputs differ%1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Both went the same way and ended with different errors.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Task</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What differs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run A</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run B</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A took</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>B took</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>B − A</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::RunExport</name>
    <message>
        <source>%1 cannot be written: %2. Choose another place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>No file was written: after %n run(s) the engine did not answer. %1</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 cannot be written: %2. After %n run(s) nothing more fitted; choose another place.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>beamline::ui::RunExportBar</name>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The export was cancelled. No file was written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CSV (*.csv);;JSON (*.json)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 runs exported to %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are more: a file takes at most %1. Narrow the filter for the rest.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exporting runs: %1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exporting runs: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::RunGroupModel</name>
    <message>
        <source>Half of the completed runs of a group took no longer than that</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phases</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Duration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>first %1, last %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of the completed ones half took up to %1, 95 in 100 up to %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none has completed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1/%2, version %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%1, %n run(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1, dry run</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::RunGroupsView</name>
    <message>
        <source>Groups of runs</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::RunListModel</name>
    <message>
        <source>Phase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Workflow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Started</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Duration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Namespace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1/%2, version %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ended %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not ended yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n task(s) done</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1, dry run</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::RunPage</name>
    <message>
        <source>No run is open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open one from the list of runs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decide approval</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open workflow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy run id</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step through the past</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Graph</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Graph of the tasks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>History of the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Would have happened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>History</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading the run…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is as of the last answer. %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start again with mocks…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>took</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>started</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Child of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A task of run %1 has started this one. Open that run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare with it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Puts another run of this workflow beside this one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Re-run…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Re-run from here…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the run as it was at %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy reference of the task</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Re-run of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This run has taken over results of run %1. Open that run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run has not ended. It can be re-run when it has.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starts a new run that takes over what this one has done, from where you choose.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run never came to this task. Choose one that it did.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starts a new run that takes over the results of the tasks before this one.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::RunQueryCompletionText</name>
    <message>
        <source>one or several phases</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its name, or how it begins</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a label&apos;s value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>younger than</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>older than</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>created from a date</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>created until a date</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of the workflow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a kind of error, as groups name it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>15 minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an hour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>24 hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>7 days</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::RunQueryText</name>
    <message>
        <source>A filter has at most %1 letters. Shorten it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No run fits: the time ends before it begins. Exchange the two, or leave one out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A quotation mark is missing at the end. Write &quot;%1&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only age is compared with %1. Write %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A filter says what fits, never what does not. Name the statuses you want: status:running,waiting.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A filter says what fits, never what does not. To look for this text, put it between quotation marks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A filter says what fits, never what does not. Leave %1 out, or say what you want.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To look for this text, put it between quotation marks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no condition %1. Conditions are %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no condition %1. Did you mean %2?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>status: stands here twice. Write several as one: status:faulted,waiting.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 stands here twice. Keep one of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 and %2 say the same. Keep one of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A status is missing. Write one of %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no status %1. Write one of %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no status %1. Did you mean %2?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An age is compared. Write age&lt;2h for younger runs or age&gt;2h for older ones.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An age is a whole number with s, m, h, d or w. Write %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An age is at most %1 d. Write since: or until: with a date.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is no date after 1970. Write %1, %2 or %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The name of the label is missing. Write label.team:ops.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 takes one value. If the comma belongs to it, put it between quotation marks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A value is missing behind %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>. For an empty one write &quot;&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A * stands at the end only, for all workflows that begin so: workflow:invoice*.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only workflow: takes a *. If it belongs to the value, put it between quotation marks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All conditions hold anyhow. Leave AND out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only statuses can be alternatives. Write status:faulted,waiting.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One text is looked for. Put its words together.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write a text between the quotation marks.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::RunTimes</name>
    <message>
        <source>Attempt %1, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause before attempt %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Suspended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (iteration %2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1
%2 – %3 (%4)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>goes on</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::RunViewBar</name>
    <message>
        <source>+ Save view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the filter, its columns, order and grouping under a name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All runs there are</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Invoices today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save this view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename the view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change it to what is shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::RunsPage</name>
    <message>
        <source>Start run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter by a text or by conditions: status:faulted workflow:invoice* age&lt;2h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The view %1 is deleted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click to sort by phase, workflow, start, end or last change. Drag to move a column.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>faulted today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These rows are as of the last answer. %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not all is grouped: at most the newest %1 runs are looked at, and %2 groups shown. Narrow the filter to see the rest.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading groups…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading runs…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No groups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No run that fits the filter has an error to group by.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No run that fits the filter has what it is grouped by.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No run fits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No run meets all conditions of the filter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No runs yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A run is one execution of a workflow. Every step it takes is kept, so it survives a crash or a restart, and you can watch, suspend, resume and retry it here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start a run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See workflows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Columns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Freeze</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Follow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Batches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export what is listed, see what was done to many runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy run id</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export runs…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write all runs that fit the filter to a file, as CSV or JSON</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Batches: what was done to many runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Freeze or thaw the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose columns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Group runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One by one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By workflow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By label</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Groups have columns of their own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select runs, or one group.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Counting the runs: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show only %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave out %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No other phase is asked for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List the runs of this group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undoing: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run %1 is suspended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run %1 goes on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n new</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Stay at the top, where new runs come. Scrolling down lets go of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New runs come on top only in a list sorted by start, newest first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frozen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frozen · %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let nothing move until you say so</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) have changed meanwhile. Press to see them.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>beamline::ui::ScheduleListModel</name>
    <message>
        <source>Every</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cron</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>After the last</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On events</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in %1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in %1 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in %1 h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in %1 d</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last start failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Active</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused. After a resume: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Workflow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::SchedulesPanel</name>
    <message>
        <source>Schedules</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trigger now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back-fill…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading schedules…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing starts by itself yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A workflow with “schedule” does: at times (cron: &apos;0 6 * * 1-5&apos;), at intervals (every: {hours: 1}), some time after its last run, or on events. Deploy one and it is listed here with its next starts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deploy…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select a schedule first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is paused.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starts nothing until resumed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is not paused.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Goes on from now; what was missed is left out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starts a run now; the schedule stays as it is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starts what was missed in a time that is past</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only schedules of cron and every have starts in the past; trigger this one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause the schedule of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume the schedule of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trigger %1 now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back-fill %1…</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) started. They are on the page Runs.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was started: every start in that time had its run before.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::SchemaForm</name>
    <message>
        <source>Value</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::SecretDialog</name>
    <message>
        <source>A JSON object without members.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A JSON object; workflows read its members %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begins like a JSON object but is none, so it is kept as text. %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Text of %n line(s).</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Text of %n character(s).</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Add a secret</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set the value of a secret</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replace the value of a secret</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Store in the keychain</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the workflow lists it below use: secrets:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A name has letters, digits, &apos;-&apos;, &apos;_&apos; and &apos;.&apos;, and does not begin with &apos;.&apos;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is one of this name: its value will be replaced.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Workflows read it as %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text, or a JSON object whose members workflows read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A value has at most %1 KiB.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The keychain is being asked…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give a name first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give a value first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::SecretListModel</name>
    <message>
        <source>In the keychain</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File refused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With its engine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No deployed workflow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not taken: it must be a file that only its owner can read (chmod 600).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Secret</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Needed by</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::SecretsPage</name>
    <message>
        <source>Remove…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set value…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add secret…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unlock the keychain…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Secrets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>put its value into the file %1/%2, readable by its owner alone (chmod 600)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DATA-DIRECTORY/secrets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading secrets…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No secrets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passwords and tokens that workflows use. A workflow lists their names below “use: secrets:” and reads them as $secrets.NAME; values are put in place when a call is made, and no run, log or history holds them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which workflows need these is as of the last answer. %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>without a value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NAME</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This engine belongs to another process, which reads secrets from its keychain or from files. To add a file there: as the user it runs as, %1. A new value counts from the next call.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The keychain is locked: what is in it can be neither read nor changed. Starts that need it are refused, and calls under way fail.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unlock…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 For a file: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This engine&apos;s secrets are kept by its owner, in its keychain or in files.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no keychain to keep it in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unlock the keychain first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select a secret first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep a value under a new name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replace value…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give %1 a value.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has no value that could be removed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its value is a file: remove %1/%2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove %1 from the keychain.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set the value of %1…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove %1…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is in the keychain.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The value that is there is not shown. Runs use the new one from their next call.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is a file of this name. From now on the keychain&apos;s value is used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its value is deleted from the keychain and cannot be brought back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs of %1 fail at their next call.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No deployed workflow needs it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether a deployed workflow needs it is not known now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the secret %1?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is removed.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::SettingsPage</name>
    <message>
        <source>Search settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sections</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No setting fits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings are found by their title, by what they do, and by the names and keys of commands.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::ShardMap</name>
    <message>
        <source>Shards</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nobody: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shard %1: nobody carries it on now; its runs wait until a node takes it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shard %1: carried on by %2 since %3 (epoch %4).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is moving to %1.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::ShortcutModel</name>
    <message>
        <source>Changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, no key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, key %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Menu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::ShortcutTable</name>
    <message>
        <source>Press the keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press the new keys; Escape keeps the old ones</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Commands and their keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select a command first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press another key for it (Enter).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has no key then.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has no key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give it the keys it came with.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has the keys it came with.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::StartDialog</name>
    <message>
        <source>Start run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Workflow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dry run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rehearses the run: what would change the world is answered by mocks or refused, everything else is real.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>team=finance, month=11</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starting twice with the same key makes one run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Labels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Idempotency key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Form or JSON</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Input as JSON</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing yet. Write JSON here, for example {&quot;name&quot;: &quot;value&quot;}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Form</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>JSON</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start dry run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No workflow is deployed yet. Deploy one on the page Workflows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The workflow does not say what its input looks like. Empty counts as {}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is not a label. Write name=value, with commas between labels.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::StartPage</name>
    <message>
        <source>Copy command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Still starting the engine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A long journal is being read: %1. The window stays usable; nothing is lost if you quit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connecting to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting for an engine to answer at %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connections…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 refuses this connection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be reached</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check user, key and permissions of the connection, and test it there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test the connection to see which step fails. Nothing waits for it: what runs there goes on without this console.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starting the engine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening the journal in %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine could not be opened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The journal is damaged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing has been changed. Copy the folder %1 somewhere safe before you run the command below.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another program may own the data in %1. Close it, or wait until it has stopped, and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The data lies in %1; check that the folder can be written and that the disk is not full.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopping the engine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is in flight is being finished. Runs that wait resume when Beamline is started again.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::StatusLine</name>
    <message>
        <source>commands</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No problems</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Engine starting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Engine healthy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Engine degraded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Engine accepts no changes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Engine stopping</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Engine stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Engine unreachable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Engine in an unknown state</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2 of %3 threads busy, %4 of %5 queued</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 tasks/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>queue %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1 commands</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::TaskInspector</name>
    <message>
        <source>Inspector</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data of the task</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Input</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attempts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Child runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Iteration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the task writes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was written since this run is shown here. Scripts, commands and containers write while they run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Child runs (%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>… what was written before is not kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Error stream:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Output stream:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whole run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run was started without input.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run has no output.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The output comes with the end of the run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · attempt %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The task has not begun.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The task has no input.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The task has no output.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The output comes with the end of the task.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No error.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Error (1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attempts (%1)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::TaskListModel</name>
    <message>
        <source>%1, %2, %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, begun %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Task</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Duration</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::TimelineView</name>
    <message>
        <source>start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Timeline of the tasks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>+ and - zoom, left and right move, 0 shows all of it; or the wheel with Ctrl and with Shift.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::WorkflowEditor</name>
    <message>
        <source>Draft</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Workflows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show what differs from a deployed version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the text to a file. The draft is kept without it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deploy…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Raise the version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the catalog</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find and replace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next problem</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discard the draft</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the editor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text of the workflow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Control and space completes. F8 goes to the next problem. Escape, then Tab leaves the text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Problems</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Graph or catalog</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As of the last valid text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Graph of the tasks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Graph</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Catalog</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No graph yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is drawn as soon as the text is valid.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unchanged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>draft</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drafts lie in %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The text was not checked. %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was deployed. %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Valid, %n warning(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Valid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not checked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are problems to mend first; deploying would refuse the text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare with what is deployed, then deploy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Line %1, column %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no document.version such as 1.0.0 to raise.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the workflow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Definitions (*.yaml *.yml *.json)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was not written: %2. The draft is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved to %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discard this draft?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its text is deleted. What is deployed stays as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::WorkflowListModel</name>
    <message>
        <source>Workflow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Namespace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deployed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::WorkflowLoadModel</name>
    <message>
        <source>Half of its completed runs took %1 or less</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Workflow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Faulted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>p95</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sort by name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sort by how much each ran</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sort by what failed most</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sort by what took longest: 95 of 100 completed runs took no longer than this</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sort by what ran last</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::WorkflowTemplates</name>
    <message>
        <source>Empty workflow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One task that gives a value.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask a person</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A request for approval, and a branch on its outcome.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Call an HTTP service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A request that is tried again when the service cannot be reached.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go through a list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A loop that runs tasks once for each item of the input.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Branches side by side</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two branches that run at the same time.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>beamline::ui::WorkflowsPage</name>
    <message>
        <source>a folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is no such file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not .yaml, .yml or .json</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>No workflow selected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select one to see its graph, source and versions, and to start it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter workflows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write a workflow, from a template or a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New workflow…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deploy…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Workflows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Workflow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Graph or source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Graph of the tasks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Graph</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>deployed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading workflows…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No workflow fits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing here matches the text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No workflows yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A workflow is a YAML or JSON document that says which tasks run in which order. Drop a file here, choose one, or write one here; six samples come with Beamline.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · deployed %2 · sha256 %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deployed %1
sha256 %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Needs %n secret(s) with no value here: %1. Its runs fail at once.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Set value…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (latest)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deploy definitions from files. You can also drop them here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start %1…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write a new version of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select a workflow first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start a run of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deploy workflows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Definitions (*.yaml *.yml *.json)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop to deploy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>only %1 files are deployed at once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>larger than %1 MB</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n workflow(s) deployed, last %1.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Left out: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was deployed before, with exactly this text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is deployed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is deployed, with a warning: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drafts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discard…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discard the selected draft</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select the draft to discard first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discard the draft of %1?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its text is deleted. What is deployed stays as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deployed workflows or schedules</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deployed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Schedules</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drafts (%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n draft(s) in %1 cannot be read. Their files were left as they are.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Open a workflow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is larger than %1 MB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was not opened: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draft</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read and deploy again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File with mistakes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mend here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the text in the editor. The file stays as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Problems</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%1 (%n problem(s))</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nothing was deployed: the file has %n problem(s).</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was deployed. %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 Also with mistakes: %2.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
