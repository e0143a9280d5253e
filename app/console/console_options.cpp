// SPDX-License-Identifier: Apache-2.0
#include "app/console/console_options.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

#include "app/common/engine_access.h"
#include "engine/api/json_codec.h"
#include "ui/models/formatting.h"
#include "ui/shell/archive_drop.h"
#include "ui/shell/deep_link.h"

namespace beamline::app {

namespace {

struct OptionText {
    Q_DECLARE_TR_FUNCTIONS(ConsoleOptions)
};

api::Error wrong(const QString& message) {
    return {api::code::kInvalidArgument, ui::toUtf8(message), {}, false};
}

api::Result<QString> readFile(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return wrong(OptionText::tr("%1 cannot be read: %2.").arg(path, file.errorString()));
    }
    const QByteArray bytes = file.read(ConsoleOptions::kMaxFileBytes + 1);
    if (bytes.size() > ConsoleOptions::kMaxFileBytes) {
        return wrong(
            OptionText::tr("%1 is larger than 4 MiB. Deploy a smaller workflow, or pass data by file name.").arg(path));
    }
    return QString::fromUtf8(bytes);
}

/// A link, or the name of a place that is no file.
bool isPlace(const QString& text) {
    return ui::isLink(text) || (!QFileInfo::exists(text) && ui::placeToShow(text).ok());
}

/// What is to be deployed and started, with an input when that file has a name.
api::Result<api::Unit> takeWorkflow(ConsoleOptions& options, const QString& file, const QString& input) {
    auto source = readFile(file);
    if (!source.ok()) {
        return source.error();
    }
    options.source = *source;
    options.ownEngine = true;
    options.sourcePath = QFileInfo(file).absoluteFilePath();
    options.sourceName = QFileInfo(file).fileName();
    if (!input.isNull()) {
        const auto text = readFile(input);
        if (!text.ok()) {
            return text.error();
        }
        auto json = api::parseJson(ui::toUtf8(*text));
        if (!json.ok()) {
            return wrong(input + QStringLiteral(": ") + ui::toText(json.error().message));
        }
        options.input = std::move(*json);
    }
    return api::Unit{};
}

/// `plain`: the file stands for itself and may be an archive. A null `input`: none is given.
api::Result<api::Unit> takeFiles(ConsoleOptions& options, const QStringList& files, bool plain, const QString& input) {
    const bool archive = files.size() == 1 && plain && ui::ArchiveDrop::isArchive(files.first());
    if ((files.isEmpty() || archive) && !input.isNull()) {
        return wrong(OptionText::tr("--input needs --start."));
    }
    if (files.size() > 1) {
        return wrong(OptionText::tr("Only one workflow can be started from the command line."));
    }
    if (archive) {
        options.archive = QFileInfo(files.first()).absoluteFilePath();
    }
    return files.isEmpty() || archive ? api::Result<api::Unit>(api::Unit{})
                                      : takeWorkflow(options, files.first(), input);
}

api::Result<api::Unit> takeTheme(ConsoleOptions& options, const QString& name) {
    if (!QStringList{QStringLiteral("light"), QStringLiteral("dark"), QStringLiteral("contrast"),
                     QStringLiteral("system")}
             .contains(name)) {
        return wrong(OptionText::tr("--theme takes light, dark, contrast or system, not “%1”.").arg(name));
    }
    options.theme = ui::themeMode(name);
    return api::Unit{};
}

/// A look, and as whose member is asked; null: not given.
api::Result<api::Unit> takeChoices(ConsoleOptions& options, const QString& theme, const QString& tenant) {
    static const QRegularExpression kTenant(QStringLiteral("^[^\\s,;]{1,64}$"));
    if (!tenant.isNull() && !kTenant.match(tenant).hasMatch()) {
        return wrong(
            OptionText::tr("--tenant takes one name of at most 64 letters, without blanks; “%1” is not.").arg(tenant));
    }
    options.tenant = tenant;
    return theme.isNull() ? api::Result<api::Unit>(api::Unit{}) : takeTheme(options, theme);
}

/// Null: it is not there.
QString given(const QCommandLineParser& parser, const QCommandLineOption& option) {
    return parser.isSet(option) ? parser.value(option) : QString();
}

/// What is no option of ours.
void addRest(QCommandLineParser& parser) {
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(
        QStringLiteral("what"),
        OptionText::tr("A workflow: the same as --start. A place such as settings, or a link such as "
                       "beamline://run/ID: goes there in "
                       "the console that is running, or in a new one. An archive of a run: opens it."),
        QStringLiteral("[workflow|place|link|archive]"));
}

}  // namespace

api::Result<ConsoleOptions> parseConsoleOptions(const QStringList& arguments) {
    QCommandLineParser parser;
    parser.setApplicationDescription(
        OptionText::tr("The console of Beamline: runs, approvals and workflows in one window."));
    const QCommandLineOption profile(QStringLiteral("profile"), OptionText::tr("Use the engine of this profile."),
                                     OptionText::tr("name"), QStringLiteral("default"));
    const QCommandLineOption dataDir(QStringLiteral("data-dir"),
                                     OptionText::tr("Use the engine of this data directory."),
                                     OptionText::tr("directory"));
    const QCommandLineOption theme(QStringLiteral("theme"), OptionText::tr("light, dark, contrast or system."),
                                   OptionText::tr("theme"));
    const QCommandLineOption open(QStringLiteral("open"),
                                  OptionText::tr("Open this place: runs, run/ID, approvals, workflows/NAMESPACE/NAME."),
                                  OptionText::tr("place"));
    const QCommandLineOption start(
        QStringLiteral("start"), OptionText::tr("Deploy this workflow and start a run of it."), OptionText::tr("file"));
    const QCommandLineOption input(QStringLiteral("input"), OptionText::tr("With --start: the run's input, as JSON."),
                                   OptionText::tr("file"));
    const QCommandLineOption connection(
        QStringLiteral("connect"),
        OptionText::tr("Use this connection: the name of one of the page Connections, or of a NATS context."),
        OptionText::tr("name"));
    const QCommandLineOption tenant(QStringLiteral("tenant"),
                                    OptionText::tr("Ask as a member of this tenant, in place of the connection's."),
                                    OptionText::tr("name"));
    const QCommandLineOption newWindow(QStringLiteral("new-window"),
                                       OptionText::tr("Open a further window of the console that is running."));
    const QCommandLineOption ownProcess(QStringLiteral("own-process"),
                                        OptionText::tr("Start a program of its own although one is running."));
    parser.addOptions({profile, dataDir, connection, tenant, theme, open, start, input, newWindow, ownProcess});
    addRest(parser);
    if (!parser.parse(arguments)) {
        return wrong(parser.errorText());
    }
    if (parser.isSet(QStringLiteral("help"))) {
        parser.showHelp();
    }
    if (parser.isSet(QStringLiteral("version"))) {
        parser.showVersion();
    }
    ConsoleOptions options;
    options.profile = parser.value(profile);
    static const QRegularExpression kName(QStringLiteral("^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"));
    if (!kName.match(options.profile).hasMatch()) {
        return wrong(OptionText::tr("A profile is named by letters, digits, '.', '_' and '-'; “%1” is not.")
                         .arg(options.profile));
    }
    options.dataDir = parser.isSet(dataDir)
                          ? std::filesystem::path(ui::toUtf8(QFileInfo(parser.value(dataDir)).absoluteFilePath()))
                          : defaultDataDir(ui::toUtf8(options.profile));
    options.connection = parser.value(connection);
    if (parser.isSet(connection) && (parser.isSet(profile) || parser.isSet(dataDir))) {
        return wrong(
            OptionText::tr("--connect names an engine of its own; --profile and --data-dir are for the embedded one."));
    }
    options.ownEngine = parser.isSet(profile) || parser.isSet(dataDir);
    if (const auto known = takeChoices(options, given(parser, theme), given(parser, tenant)); !known) {
        return known.error();
    }
    options.place = parser.value(open);
    options.newWindow = parser.isSet(newWindow);
    options.ownProcess = parser.isSet(ownProcess);
    QStringList files = parser.values(start) + parser.positionalArguments();
    if (files.size() == 1 && !parser.isSet(start) && isPlace(files.first())) {
        options.place = files.takeFirst();
    }
    const auto taken = takeFiles(options, files, !parser.isSet(start), given(parser, input));
    return taken.ok() ? api::Result<ConsoleOptions>(std::move(options)) : taken.error();
}

}  // namespace beamline::app
