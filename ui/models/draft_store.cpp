// SPDX-License-Identifier: Apache-2.0
#include "ui/models/draft_store.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>
#include <QStandardPaths>
#include <algorithm>

#include "engine/api/ids.h"
#include "ui/models/formatting.h"

namespace beamline::ui {

namespace {
constexpr int kSchema = 1;
constexpr const char* kSuffix = ".draft.json";

struct DraftStoreText {
    Q_DECLARE_TR_FUNCTIONS(beamline::ui::DraftStoreText)
};

api::Error failure(const QString& message) {
    return {api::code::kUnavailable, toUtf8(message), {}, true};
}

QByteArray written(const Draft& draft) {
    const QJsonObject json{
        {QStringLiteral("schema"), kSchema},        {QStringLiteral("name"), draft.name},
        {QStringLiteral("version"), draft.version}, {QStringLiteral("path"), draft.path},
        {QStringLiteral("namespace"), draft.ns},    {QStringLiteral("workflow"), draft.workflow},
        {QStringLiteral("from"), draft.from},       {QStringLiteral("changedAt"), static_cast<double>(draft.changedAt)},
        {QStringLiteral("text"), draft.text}};
    return QJsonDocument(json).toJson();
}

bool read(const QByteArray& bytes, Draft& draft) {
    const QJsonObject json = QJsonDocument::fromJson(bytes).object();
    const auto text = [&json](const char* name) { return json.value(QLatin1String(name)).toString(); };
    if (json.value(QLatin1String("schema")).toInt() != kSchema || !json.contains(QLatin1String("text"))) {
        return false;
    }
    draft.name = text("name");
    draft.version = text("version");
    draft.path = text("path");
    draft.ns = text("namespace");
    draft.workflow = text("workflow");
    draft.from = text("from");
    draft.changedAt = static_cast<qint64>(json.value(QLatin1String("changedAt")).toDouble());
    draft.text = text("text");
    return true;
}
}  // namespace

QString DraftStore::folderFor(const std::string& dataDir, const QString& profile) {
    const QFileInfo local(toText(dataDir));
    const QString base = !dataDir.empty() && local.isDir() && local.isWritable()
                             ? local.absoluteFilePath()
                             : QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) +
                                   QStringLiteral("/beamline/") + profile;
    return base + QStringLiteral("/drafts");
}

QString DraftStore::pathOf(const QString& id) const {
    return m_folder + QLatin1Char('/') + id + QLatin1String(kSuffix);
}

QVector<Draft> DraftStore::list(int* unreadable) const {
    QVector<Draft> drafts;
    int bad = 0;
    const auto files =
        QDir(m_folder).entryInfoList({QLatin1Char('*') + QLatin1String(kSuffix)}, QDir::Files, QDir::Time);
    for (const QFileInfo& info : files) {
        if (drafts.size() == kMaxDrafts) {
            break;
        }
        QFile file(info.filePath());
        Draft draft;
        if (info.size() > kMaxFileBytes || !file.open(QIODevice::ReadOnly) || !read(file.readAll(), draft)) {
            ++bad;
            continue;
        }
        draft.id = info.fileName().chopped(static_cast<int>(qstrlen(kSuffix)));
        drafts.append(draft);
    }
    std::stable_sort(drafts.begin(), drafts.end(),
                     [](const Draft& a, const Draft& b) { return a.changedAt > b.changedAt; });
    if (unreadable) {
        *unreadable = bad;
    }
    return drafts;
}

api::Result<DraftStore::Writing> DraftStore::prepare(Draft& draft) const {
    if (draft.text.toUtf8().size() > kMaxTextBytes) {
        return failure(DraftStoreText::tr(
            "The draft is larger than 4 MB and was not saved. Save it to a file, or make it smaller."));
    }
    if (!draft.id.isEmpty() && draft.id == m_lastId) {
        QFile there(pathOf(draft.id));
        if (there.open(QIODevice::ReadOnly) && there.readAll() != m_lastContent) {
            draft.id.clear();  // another window has written it meanwhile: both are kept
        }
    }
    if (draft.id.isEmpty()) {
        draft.id = toText(api::newUlid(Clock::now()));
    }
    return Writing{pathOf(draft.id), written(draft)};
}

api::Result<api::Unit> DraftStore::commit(const Writing& writing) {
    const QString folder = QFileInfo(writing.path).path();
    if (!QFileInfo::exists(folder)) {
        if (!QDir().mkpath(folder)) {
            return failure(
                DraftStoreText::tr("The draft was not saved: %1 cannot be made. Save it to a file.").arg(folder));
        }
        QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    QSaveFile file(writing.path);
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) ||
        file.write(writing.content) != writing.content.size() || !file.commit()) {
        return failure(DraftStoreText::tr("The draft was not saved: %1. Free some space, or save it to a file.")
                           .arg(file.errorString()));
    }
    return api::Unit{};
}

void DraftStore::committed(const QString& id, const Writing& writing) {
    m_lastId = id;
    m_lastContent = writing.content;
}

api::Result<api::Unit> DraftStore::save(Draft& draft) {
    const auto writing = prepare(draft);
    if (!writing.ok()) {
        return writing.error();
    }
    auto done = commit(writing.value());
    if (done.ok()) {
        committed(draft.id, writing.value());
    }
    return done;
}

void DraftStore::opened(const QString& id) {
    QFile file(pathOf(id));
    m_lastId = file.open(QIODevice::ReadOnly) ? id : QString();
    m_lastContent = m_lastId.isEmpty() ? QByteArray() : file.readAll();
}

bool DraftStore::remove(const QString& id) {
    return id.isEmpty() || QFile::remove(pathOf(id)) || !QFile::exists(pathOf(id));
}

}  // namespace beamline::ui
