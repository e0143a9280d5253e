// SPDX-License-Identifier: Apache-2.0
#include "ui/session/decision_outbox.h"

#include <QFile>
#include <QPointer>
#include <algorithm>
#include <utility>

#include "engine/api/ids.h"
#include "engine/api/json_codec.h"

namespace beamline::ui {

namespace {
constexpr const char* kMember = "decisions";

/// Over what stands in the file: a later version knows members that were not there when it was sealed.
std::string sealOf(api::Json kept) {
    for (const char* changing : {"seal", "problem", "changes"}) {
        kept.get_object().erase(changing);
    }
    return api::sha256(api::canonicalJson(kept));
}

QString shown(const api::Json& value) {
    constexpr qsizetype kMost = 60;
    const QString text =
        QString::fromStdString(value.is_string() ? std::string(value.get_string()) : api::printJson(value));
    return text.size() > kMost ? text.left(kMost) + QStringLiteral("…") : text;
}

/// Members of the context that differ, by name.
void addContext(std::vector<std::string>& changes, const api::Json& before, const api::Json& now) {
    if (before == now) {
        return;
    }
    if (!before.is_object() || !now.is_object()) {
        changes.push_back(DecisionOutbox::tr("The data shown with it is another.").toStdString());
        return;
    }
    for (const auto& member : now.get_object()) {
        const auto* old = before.get_object().if_contains(member.key());
        if (!old || *old != member.value()) {
            const QString name = QString::fromStdString(std::string(member.key()));
            changes.push_back(
                (old ? DecisionOutbox::tr("%1 was %2 and is %3.").arg(name, shown(*old), shown(member.value()))
                     : DecisionOutbox::tr("%1 is new: %2.").arg(name, shown(member.value())))
                    .toStdString());
        }
    }
    for (const auto& member : before.get_object()) {
        if (!now.get_object().contains(member.key())) {
            changes.push_back(DecisionOutbox::tr("%1 has gone.")
                                  .arg(QString::fromStdString(std::string(member.key())))
                                  .toStdString());
        }
    }
}

QString outcomeText(const api::Approval& approval) {
    const QString by = approval.decisions.empty() ? QString() : QString::fromStdString(approval.decisions.back().by);
    switch (approval.state) {
        case api::ApprovalState::approved:
            return DecisionOutbox::tr("It was approved meanwhile, last by %1.").arg(by);
        case api::ApprovalState::rejected:
            return DecisionOutbox::tr("It was rejected meanwhile by %1.").arg(by);
        case api::ApprovalState::expired:
            return DecisionOutbox::tr("It has expired meanwhile.");
        case api::ApprovalState::cancelled:
            return DecisionOutbox::tr("It was withdrawn meanwhile.");
        default:
            return {};
    }
}
}  // namespace

std::vector<std::string> changesOf(const api::Approval& before, const api::Approval& now) {
    std::vector<std::string> changes;
    const auto add = [&changes](bool other, const QString& sentence) {
        if (other) {
            changes.push_back(sentence.toStdString());
        }
    };
    add(!api::isOpen(now.state), outcomeText(now));
    add(before.subject != now.subject, DecisionOutbox::tr("Its subject was “%1” and is “%2”.")
                                           .arg(shown(api::Json(before.subject)), shown(api::Json(now.subject))));
    add(before.summary != now.summary, DecisionOutbox::tr("Its summary is another."));
    add(before.risk != now.risk, DecisionOutbox::tr("Its risk is another."));
    add(before.quorum != now.quorum,
        DecisionOutbox::tr("It needed %1 and needs %n approval(s).", nullptr, now.quorum).arg(before.quorum));
    add(before.candidates != now.candidates, DecisionOutbox::tr("Others may decide it."));
    add(before.form != now.form, DecisionOutbox::tr("Its form asks for something else."));
    add(before.onApprove != now.onApprove || before.onReject != now.onReject,
        DecisionOutbox::tr("What happens next is another."));
    addContext(changes, before.context, now.context);
    return changes;
}

KeptDecisions::KeptDecisions(std::vector<KeptDecision> all) {
    m_all.reserve(all.size());
    for (KeptDecision& one : all) {
        add(std::move(one));
    }
}

KeptDecisions::One KeptDecisions::find(const std::string& approval) const {
    const auto found = std::find_if(m_all.begin(), m_all.end(),
                                    [&approval](const One& one) { return one->decision.approval == approval; });
    return found == m_all.end() ? nullptr : *found;
}

KeptDecisions::One KeptDecisions::add(KeptDecision one) {
    m_all.push_back(std::make_shared<const KeptDecision>(std::move(one)));
    return m_all.back();
}

void KeptDecisions::change(KeptDecision one) {
    for (One& there : m_all) {
        if (there->decision.approval == one.decision.approval) {
            there = std::make_shared<const KeptDecision>(std::move(one));
            return;
        }
    }
}

bool KeptDecisions::remove(const std::string& approval) {
    return std::erase_if(m_all, [&approval](const One& one) { return one->decision.approval == approval; }) > 0;
}

DecisionOutbox::DecisionOutbox(QString file, QObject* parent, FileSaver::Write write)
    : QObject(parent),
      m_file(std::move(file)),
      m_retryTimer(this),
      m_saver(std::make_unique<FileSaver>(m_file, std::move(write))) {
    connect(m_saver.get(), &FileSaver::saved, this, &DecisionOutbox::saved);
    m_retryTimer.setSingleShot(true);
    connect(&m_retryTimer, &QTimer::timeout, this, &DecisionOutbox::deliver);
    load();
}

void DecisionOutbox::load() {
    QFile file(m_file);
    if (!file.exists()) {
        return;
    }
    const bool open = file.open(QIODevice::ReadOnly);
    const auto json = open ? api::parseJson(file.readAll().toStdString())
                           : api::Result<api::Json>(api::Error{api::code::kUnavailable, "", {}, false});
    const auto* members = json.ok() ? json->if_object() : nullptr;
    const auto* list = members ? members->if_contains(kMember) : nullptr;
    auto kept = list ? api::fromJson<std::vector<KeptDecision>>(*list)
                     : api::Result<std::vector<KeptDecision>>(api::Error{api::code::kCorrupt, "", {}, false});
    if (!kept.ok()) {
        const QString aside = m_file + QStringLiteral(".unreadable");
        QFile::remove(aside);
        m_loadProblem =
            file.rename(aside)
                ? DecisionOutbox::tr(
                      "Decisions that waited to be delivered could not be read; the file was put aside as "
                      "%1. Decide again what is still open.")
                      .arg(aside)
                : DecisionOutbox::tr("Decisions that wait to be delivered cannot be read: look at the file %1.")
                      .arg(m_file);
        return;
    }
    for (std::size_t i = 0; i < kept->size(); ++i) {
        auto& one = (*kept)[i];
        if (one.seal == sealOf(list->get_array()[i])) {
            one.seal = sealOf(api::toJson(one));
        } else {
            one.problem =
                DecisionOutbox::tr("The file that kept it was changed outside of Beamline, so it is not delivered.")
                    .toStdString();
        }
    }
    m_kept = std::move(*kept);
}

/// As it is now, without a copy of any of them; of withdrawn and delivered ones nobody waits for the disk: what it
/// still has then is withdrawn again by its conflict, or sent twice, which counts once.
quint64 DecisionOutbox::save() {
    return m_saver->save([kept = m_kept] {
        boost::json::array all;
        all.reserve(kept.size());
        for (const KeptDecision& one : kept) {
            all.push_back(api::toJson(one));
        }
        return api::printJson(api::Json{{kMember, std::move(all)}}, api::JsonLayout::indented);
    });
}

const KeptDecision* DecisionOutbox::find(const std::string& approval) const {
    return m_kept.find(approval).get();
}

/// What is being kept was taken after all that is held.
const KeptDecision* DecisionOutbox::lastOpen() const {
    return !m_keeping.empty() ? find(m_keeping.back().approval)
           : !m_holds.empty() ? find(m_holds.back().approval)
                              : nullptr;
}

int DecisionOutbox::waiting() const {
    return static_cast<int>(m_kept.size()) - conflicts() - beingKept();
}

int DecisionOutbox::conflicts() const {
    return static_cast<int>(
        std::count_if(m_kept.begin(), m_kept.end(), [](const auto& one) { return !one.problem.empty(); }));
}

bool DecisionOutbox::isHeld(const std::string& approval) const {
    return std::any_of(m_holds.begin(), m_holds.end(), [&](const auto& one) { return one.approval == approval; });
}

bool DecisionOutbox::isBeingKept(const std::string& approval) const {
    return std::any_of(m_keeping.begin(), m_keeping.end(), [&](const auto& one) { return one.approval == approval; });
}

void DecisionOutbox::beginHold(const std::string& approval, std::chrono::milliseconds hold) {
    endHold(approval);
    if (hold.count() <= 0) {
        return;
    }
    auto* timer = new QTimer(this);
    timer->setObjectName(QStringLiteral("outbox.hold"));
    timer->setSingleShot(true);
    connect(timer, &QTimer::timeout, this, [this, id = approval] {
        endHold(id);
        Q_EMIT changed();
        deliver();
    });
    timer->start(hold);
    m_holds.push_back({approval, timer});
}

void DecisionOutbox::endHold(const std::string& approval) {
    std::erase_if(m_holds, [&approval](const auto& one) {
        if (one.approval == approval) {
            one.timer->stop();
            one.timer->deleteLater();  // it may be the one that has called
        }
        return one.approval == approval;
    });
}

std::optional<DecisionOutbox::Keeping> DecisionOutbox::endKeeping(const std::string& approval) {
    const auto found = std::find_if(m_keeping.begin(), m_keeping.end(),
                                    [&approval](const auto& one) { return one.approval == approval; });
    if (found == m_keeping.end()) {
        return std::nullopt;
    }
    auto one = std::move(*found);
    m_keeping.erase(found);
    return one;
}

void DecisionOutbox::leave(const EngineSession* one) {
    if (m_sessions.size() != 1 || session() != one) {
        return;
    }
    flush();
    if (m_holds.empty()) {
        return;
    }
    while (!m_holds.empty()) {
        endHold(std::string(m_holds.back().approval));
    }
    Q_EMIT changed();
    deliver();
}

void DecisionOutbox::keep(const api::Approval& approval, const api::DecideApproval& decision,
                          std::chrono::milliseconds hold, const QObject* context, Done done) {
    const auto there = m_kept.find(decision.approval);
    if (m_kept.size() >= kMaxKept + (there ? 1 : 0)) {
        done(api::Error{
            api::code::kOverloaded,
            DecisionOutbox::tr("%1 decisions wait to be delivered already: connect first.").arg(kMaxKept).toStdString(),
            {},
            true});
        return;
    }
    auto keeping = endKeeping(decision.approval).value_or(Keeping{decision.approval, 0, {}, {}, {}, {}});
    keeping.hold = hold;
    if (there && keeping.tell.empty()) {
        keeping.before = there;
    }
    keeping.tell.push_back([guard = QPointer(context), done = std::move(done)](const api::Result<api::Unit>& result) {
        if (!guard) {
            return false;
        }
        done(result);
        return true;
    });
    m_kept.remove(decision.approval);
    KeptDecision one;
    one.user = session() ? session()->identity().user : std::string();
    one.at = api::wallClock();
    one.decision = decision;
    one.shown = approval;
    one.seal = sealOf(api::toJson(one));
    keeping.kept = m_kept.add(std::move(one));
    keeping.number = save();
    m_keeping.push_back(std::move(keeping));
    Q_EMIT changed();
}

void DecisionOutbox::saved(quint64 number, const QString& problem) {
    if (!problem.isEmpty() && number < m_saver->asked()) {
        return;  // the file that follows has all that this one was to have
    }
    std::vector<Keeping> told;
    while (!m_keeping.empty() && m_keeping.front().number <= number) {
        told.push_back(std::move(m_keeping.front()));
        m_keeping.erase(m_keeping.begin());
    }
    if (told.empty()) {
        return;
    }
    for (const Keeping& one : told) {
        problem.isEmpty() ? beginHold(one.approval, one.hold) : putBack(one);
    }
    Q_EMIT changed();
    deliver();
    const auto result =
        problem.isEmpty()
            ? api::Result<api::Unit>(api::Unit{})
            : api::Error{
                  api::code::kUnavailable,
                  DecisionOutbox::tr("The decision cannot be kept in %1: %2.").arg(m_file, problem).toStdString(),
                  {},
                  true};
    for (const Keeping& one : told) {
        bool heard = false;
        for (const Tell& tell : one.tell) {
            heard = tell(result) || heard;
        }
        if (!result.ok() && !heard) {
            Q_EMIT lost(one.kept->shown, result.error());
        }
    }
}

/// It was not taken: what stood in its place stands again.
void DecisionOutbox::putBack(const Keeping& one) {
    m_kept.remove(one.approval);
    if (one.before) {
        m_kept.add(*one.before);
    }
}

bool DecisionOutbox::withdraw(const std::string& approval) {
    if (isUnderWay(approval)) {
        return false;
    }
    const std::string id = approval;  // it may lie in what is erased
    endKeeping(id);
    endHold(id);
    if (m_kept.remove(id)) {
        save();
        Q_EMIT changed();
    }
    return true;
}

void DecisionOutbox::follow(EngineSession* one) {
    m_sessions.push_back(one);
    connect(one, &EngineSession::healthChanged, this, &DecisionOutbox::deliver);
    connect(one, &QObject::destroyed, this, [this, one] {
        const bool first = session() == one;
        std::erase(m_sessions, one);
        if (first) {
            m_underWay.clear();  // whether it arrived is not known: sent again it counts once
            deliver();
        }
    });
    deliver();
}

/// One after the other, in the order in which they were taken.
void DecisionOutbox::deliver() {
    if (!session() || !m_underWay.empty() || !session()->obstacle(api::DecideApproval::kInfo.name).isEmpty()) {
        return;
    }
    const auto next = std::find_if(m_kept.begin(), m_kept.end(), [this](const auto& one) {
        return one.problem.empty() && one.user == session()->identity().user && !isHeld(one.decision.approval) &&
               !isBeingKept(one.decision.approval);
    });
    if (next == m_kept.end()) {
        return;
    }
    m_retryTimer.stop();
    m_underWay = next->decision.approval;
    Q_EMIT changed();
    session()->call<api::DecideApproval>(
        next->decision, this,
        [this, id = m_underWay](const api::Result<api::ApprovalReply>& reply) { answered(id, reply); });
}

void DecisionOutbox::answered(const std::string& approval, const api::Result<api::ApprovalReply>& reply) {
    m_underWay.clear();
    const auto wait = std::exchange(m_retry, kFirstRetry);
    const auto* kept = find(approval);
    if (!kept) {
        return;
    }
    if (reply.ok()) {
        const auto outcome = kept->decision.outcome;
        m_kept.remove(approval);
        save();
        Q_EMIT changed();
        Q_EMIT delivered(reply->approval, outcome);
        deliver();
        return;
    }
    const auto& error = reply.error();
    if (error.retryable || error.code == api::code::kUnavailable || error.code == api::code::kOverloaded ||
        error.code == api::code::kDeadline) {
        m_retryTimer.start(wait);  // the health need not change before it succeeds
        m_retry = std::min(wait * 2, kLastRetry);
        Q_EMIT changed();
        return;
    }
    conflict(approval, error);
}

/// It stays, and says what has changed, until the user has seen it.
void DecisionOutbox::conflict(const std::string& approval, const api::Error& error) {
    auto kept = *find(approval);
    kept.problem = error.message;
    m_kept.change(std::move(kept));
    save();
    Q_EMIT changed();
    Q_EMIT refused(QString::fromStdString(approval));
    session()->call<api::GetApproval>(api::GetApproval{approval}, this,
                                      [this, approval](const api::Result<api::ApprovalReply>& reply) {
                                          const auto* there = find(approval);
                                          if (there && reply.ok()) {
                                              auto one = *there;
                                              one.changes = changesOf(one.shown, reply->approval);
                                              m_kept.change(std::move(one));
                                              save();
                                              Q_EMIT changed();
                                          }
                                      });
    deliver();
}

}  // namespace beamline::ui
