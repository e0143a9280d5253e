// SPDX-License-Identifier: Apache-2.0
#include "ui/models/secret_list_model.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <algorithm>

#include "ui/models/formatting.h"
#include "ui/session/engine_session.h"
#include "ui/session/secret_store.h"

namespace beamline::ui {

namespace {
/// A scalar as it is written: without quotes and comment.
QString word(QString text) {
    static const QRegularExpression kComment(QStringLiteral("(^|\\s)#.*$"));
    text = text.remove(kComment).trimmed();
    const bool quoted = text.size() > 1 && (text[0] == QLatin1Char('"') || text[0] == QLatin1Char('\''));
    return quoted && text.back() == text[0] ? text.mid(1, text.size() - 2) : text;
}

std::string versionKey(const api::WorkflowInfo& info) {
    return info.ns + "/" + info.name + "/" + info.version;
}

/// The lines below `use:` and the rest of its own.
QStringList useSection(const QString& source) {
    QStringList section;
    const auto lines = source.split(QLatin1Char('\n'));
    for (const QString& line : lines) {
        static const QRegularExpression kOther(QStringLiteral("^[^\\s#-]"));
        if (section.isEmpty()) {
            static const QRegularExpression kUse(QStringLiteral("^[\"']?use[\"']?\\s*:"));
            if (kUse.match(line).hasMatch()) {
                section << line;
            }
        } else if (kOther.match(line).hasMatch()) {
            break;
        } else {
            section << line;
        }
    }
    return section;
}

bool refusedFile(const QFileInfo& file) {
    const auto others =
        QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
    return !file.isFile() || (file.permissions() & others) || file.isSymLink();
}
}  // namespace

QStringList secretsOf(const QString& source) {
    QStringList names;
    if (source.trimmed().startsWith(QLatin1Char('{'))) {
        const auto use = QJsonDocument::fromJson(source.toUtf8()).object().value(QLatin1String("use")).toObject();
        const auto list = use.value(QLatin1String("secrets")).toArray();
        for (const auto& one : list) {
            names << one.toString();
        }
    } else {
        const QStringList section = useSection(source);
        static const QRegularExpression kFlow(QStringLiteral("secrets[\"']?\\s*:\\s*\\[([^\\]]*)\\]"));
        static const QRegularExpression kBlock(QStringLiteral("^\\s+[\"']?secrets[\"']?\\s*:\\s*(#.*)?$"));
        static const QRegularExpression kItem(QStringLiteral("^\\s*-\\s+(.*)$"));
        static const QRegularExpression kEmpty(QStringLiteral("^\\s*(#.*)?$"));
        const auto flow = kFlow.match(section.join(QLatin1Char('\n')));
        const auto items = flow.captured(1).split(QRegularExpression(QStringLiteral("[,\n]")), Qt::SkipEmptyParts);
        for (const QString& one : items) {
            names << word(one);
        }
        bool inside = false;
        for (const QString& line : section) {
            const auto item = kItem.match(line);
            if (inside && item.hasMatch()) {
                names << word(item.captured(1));
            } else if (!kEmpty.match(line).hasMatch()) {
                inside = kBlock.match(line).hasMatch();
            }
        }
    }
    erase_if(names, [](const QString& name) { return !isSecretName(name); });
    names.removeDuplicates();
    return names;
}

QString secretFolder(const EngineSession& session) {
    return session.secrets() ? session.secrets()->folder()
                             : toText(session.health().dataDir) + QStringLiteral("/secrets");
}

SecretPlace placeOfSecret(const EngineSession& session, const QString& name) {
    if (session.secrets() && session.secrets()->names().contains(name)) {
        return SecretPlace::Keychain;
    }
    const QFileInfo folder(secretFolder(session));
    if (!session.secrets() && (session.health().dataDir.empty() || !QFileInfo(folder.path()).isDir())) {
        return SecretPlace::Elsewhere;
    }
    const QFileInfo file(folder.filePath() + QLatin1Char('/') + name);
    if (!file.exists()) {  // the other process may have it in its keychain
        return session.secrets() ? SecretPlace::Missing : SecretPlace::Elsewhere;
    }
    return refusedFile(file) ? SecretPlace::Refused : SecretPlace::File;
}

QString secretPlaceText(SecretPlace place) {
    switch (place) {
        case SecretPlace::Keychain:
            return SecretListModel::tr("In the keychain");
        case SecretPlace::File:
            return SecretListModel::tr("In a file");
        case SecretPlace::Refused:
            return SecretListModel::tr("File refused");
        case SecretPlace::Elsewhere:
            return SecretListModel::tr("With its engine");
        case SecretPlace::Missing:
            break;
    }
    return SecretListModel::tr("Missing");
}

SecretListModel::SecretListModel(EngineSession* session, QObject* parent)
    : QAbstractTableModel(parent), m_session(session) {
    const auto again = [this] {
        if (m_state != State::Idle) {
            refresh();
        }
    };
    connect(session, &EngineSession::gap, this, again);
    connect(session, &EngineSession::eventsArrived, this, [again](const std::vector<api::Event>& batch) {
        if (std::any_of(batch.begin(), batch.end(),
                        [](const auto& event) { return event.kind == "workflow.deployed"; })) {
            again();
        }
    });
    if (session->secrets()) {
        connect(session->secrets(), &SecretStore::changed, this, &SecretListModel::update);
    }
}

void SecretListModel::refresh() {
    if (m_asking) {
        m_askAgain = true;  // what made the caller ask may be younger than the answer under way
        return;
    }
    m_asking = true;
    ++m_token;
    m_deployed.clear();
    m_next = 0;
    m_under = 0;
    m_cut = false;
    if (m_state != State::Ready) {
        m_state = State::Loading;
        Q_EMIT stateChanged();
    }
    ask({});
}

void SecretListModel::ask(const api::Cursor& after) {
    api::ListWorkflows op;
    op.after = after;
    m_session->call<api::ListWorkflows>(std::move(op), this,
                                        [this, token = m_token](api::Result<api::WorkflowPage> reply) {
                                            if (token != m_token || !m_asking) {
                                                return;
                                            }
                                            if (!reply.ok()) {
                                                fail(reply.error());
                                                return;
                                            }
                                            const auto next = reply->next;
                                            for (auto& info : reply->items) {
                                                m_deployed.push_back(std::move(info));
                                            }
                                            m_cut = !next.empty() && m_deployed.size() >= kMaxWorkflows;
                                            if (!next.empty() && !m_cut) {
                                                ask(next);
                                                return;
                                            }
                                            readNext();
                                        });
}

/// A deployed version never changes: each is read once.
void SecretListModel::readNext() {
    while (m_asking && m_under < kMaxAtOnce && m_next < m_deployed.size()) {
        const auto& info = m_deployed[m_next++];
        if (m_needs.contains(versionKey(info))) {
            continue;
        }
        ++m_under;
        m_session->call<api::GetWorkflow>({info.ns, info.name, info.version}, this,
                                          [this, token = m_token](api::Result<api::WorkflowDetail> reply) {
                                              if (reply.ok()) {
                                                  m_needs[versionKey(reply->info)] = secretsOf(toText(reply->source));
                                              }
                                              if (token != m_token || !m_asking) {
                                                  return;
                                              }
                                              --m_under;
                                              reply.ok() ? readNext() : fail(reply.error());
                                          });
    }
    if (m_asking && m_under == 0 && m_next >= m_deployed.size()) {
        finish();
    }
}

void SecretListModel::fail(const api::Error& error) {
    m_asking = false;
    m_askAgain = false;
    m_error = error;
    m_state = State::Failed;
    setWhole(false);
    update();
}

/// Whether nobody needs a row that nobody is known to need.
void SecretListModel::setWhole(bool whole) {
    if (std::exchange(m_whole, whole) != whole && !m_rows.empty()) {
        Q_EMIT dataChanged(index(0, NeededColumn), index(rowCount() - 1, NeededColumn), {Qt::DisplayRole});
    }
}

void SecretListModel::finish() {
    m_asking = false;
    m_known = std::exchange(m_deployed, {});
    m_state = State::Ready;
    setWhole(!m_cut);
    update();
    if (std::exchange(m_askAgain, false)) {
        refresh();
    }
}

void SecretListModel::update() {
    std::map<QString, Row> rows;
    for (const auto& info : m_known) {
        const auto needs = m_needs.find(versionKey(info));
        for (const QString& name : needs == m_needs.end() ? QStringList() : needs->second) {
            rows[name].neededBy << QStringLiteral("%1/%2").arg(toText(info.ns), toText(info.name));
        }
    }
    const auto kept = m_session->secrets() ? m_session->secrets()->names() : QStringList();
    const bool here = m_session->secrets() || !m_session->health().dataDir.empty();
    const auto files = here ? QDir(secretFolder(*m_session)).entryList(QDir::Files | QDir::Readable) : QStringList();
    for (const QString& name : kept + files) {
        if (isSecretName(name)) {
            rows[name];
        }
    }
    std::vector<Row> all;
    for (auto& [name, row] : rows) {
        row.name = name;
        row.neededBy.sort();
        row.place = placeOfSecret(*m_session, name);
        all.push_back(std::move(row));
    }
    merge(std::move(all));
    Q_EMIT stateChanged();
}

/// Both are in order of their names. Rows keep their identity, so that the selection stays.
void SecretListModel::merge(std::vector<Row> rows) {
    std::size_t at = 0;
    for (auto& row : rows) {
        while (at < m_rows.size() && m_rows[at].name < row.name) {
            beginRemoveRows({}, static_cast<int>(at), static_cast<int>(at));
            m_rows.erase(m_rows.begin() + static_cast<std::ptrdiff_t>(at));
            endRemoveRows();
        }
        const int line = static_cast<int>(at);
        if (at == m_rows.size() || row.name < m_rows[at].name) {
            beginInsertRows({}, line, line);
            m_rows.insert(m_rows.begin() + line, std::move(row));
            endInsertRows();
        } else if (!(m_rows[at] == row)) {
            m_rows[at] = std::move(row);
            Q_EMIT dataChanged(index(line, 0), index(line, ColumnCount - 1));
        }
        ++at;
    }
    if (at < m_rows.size()) {
        beginRemoveRows({}, static_cast<int>(at), rowCount() - 1);
        m_rows.resize(at);
        endRemoveRows();
    }
}

int SecretListModel::count(SecretPlace place) const {
    return static_cast<int>(
        std::count_if(m_rows.begin(), m_rows.end(), [place](const Row& row) { return row.place == place; }));
}

int SecretListModel::rowOf(const QString& name) const {
    const auto found = std::find_if(m_rows.begin(), m_rows.end(), [&name](const Row& row) { return row.name == name; });
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

int SecretListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int SecretListModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant SecretListModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Row& row = at(index.row());
    const QString needed = !row.neededBy.isEmpty() ? row.neededBy.join(QStringLiteral(", "))
                           : m_whole               ? tr("No deployed workflow")
                                                   : tr("Not known");
    switch (role) {
        case Qt::DisplayRole:
            return index.column() == NameColumn    ? row.name
                   : index.column() == PlaceColumn ? secretPlaceText(row.place)
                                                   : cutText(toUtf8(needed), kShownTitle);
        case Qt::ToolTipRole:
            if (index.column() == PlaceColumn &&
                (row.place == SecretPlace::File || row.place == SecretPlace::Refused)) {
                const QString file = secretFolder(*m_session) + QLatin1Char('/') + row.name;
                return row.place == SecretPlace::File
                           ? file
                           : tr("%1 is not taken: it must be a file that only its owner can read (chmod 600).")
                                 .arg(file);
            }
            return index.column() == NameColumn     ? row.name
                   : index.column() == NeededColumn ? row.neededBy.mid(0, 50).join(QLatin1Char('\n'))
                                                    : QString();
        case IdRole:
            return row.name;
        case KindRole:
            return static_cast<int>(row.place);
        default:
            return {};
    }
}

QVariant SecretListModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    const QStringList titles{tr("Secret"), tr("Value"), tr("Needed by")};
    return titles.value(section);
}

}  // namespace beamline::ui
