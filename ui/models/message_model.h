// SPDX-License-Identifier: Apache-2.0
#pragma once
// Messages that people sent, newest first, as far as they were scrolled; new ones come in by themselves. GUI thread.

#include <QTimer>

#include "ui/models/paged_model.h"

namespace beamline::ui {

/// "Sent", "Answered", "Failed"; one that is not known as it is.
QString messageStatusText(const std::string& status);
api::Phase messagePhase(const std::string& status);
/// "orders.new", "policy default → alpha".
QString messageWay(const api::MessageInfo& message);
/// "Name: value", a line each; the reverse of headersOf().
QString headersText(const api::Json& headers);
/// An object of texts; kInvalidArgument names the line that is none.
api::Result<api::Json> headersOf(const QString& text);

class MessageModel : public PagedModelOf<api::ListMessages> {
    Q_OBJECT
public:
    enum Columns { StatusColumn, WayColumn, TypeColumn, UserColumn, TookColumn, WhenColumn };
    static constexpr int kTailInterval = 500;  ///< ms between two questions for new ones at most often

    explicit MessageModel(EngineSession* session, QObject* parent = nullptr);

    /// Which ones: text in them, and how they ended; empty: all.
    void setFilter(const QString& text, const QString& status);
    bool isFiltered() const { return !m_text.isEmpty() || !m_status.isEmpty(); }
    /// What nobody sees does not ask; it catches up when it is seen again.
    void setLive(bool live);
    /// Ages have moved on.
    void tick();

    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

protected:
    QStringList columnTitles() const override;
    bool isNumberColumn(int column) const override { return column == TookColumn; }
    api::ListMessages question() const override;
    std::string keyOf(const api::MessageInfo& message) const override { return message.id; }

private:
    QString text(const api::MessageInfo& message, int column) const;
    void touch();

    QString m_text;
    QString m_status;
    QTimer m_tail{this};
    bool m_live = false;
    bool m_missed = true;
};

}  // namespace beamline::ui
