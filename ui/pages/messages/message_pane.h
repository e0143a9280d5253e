// SPDX-License-Identifier: Apache-2.0
#pragma once
// One message: where it went and how it ended, its payload, its headers and the reply. GUI thread only.

#include <optional>

#include "engine/api/message_operations.h"
#include "ui/widgets/card.h"

class QLabel;

namespace beamline::ui {

class Button;
class FoldingTabs;
class IdField;
class InfoBar;
class JsonView;
class Pill;

class MessagePane : public Card {
    Q_OBJECT
public:
    explicit MessagePane(QWidget* parent = nullptr);

    /// As the list has it: its contents are still asked for.
    void showHead(const api::MessageInfo& message);
    void show(const api::MessageInfo& message);
    void fail(const api::Error& error);
    void clear();
    /// With its contents; nothing: they are not here yet.
    const std::optional<api::MessageInfo>& message() const { return m_message; }

Q_SIGNALS:
    void decisionWanted(const QString& policy, const QString& id);
    void messageWanted(const QString& id);

private:
    std::optional<api::MessageInfo> m_message;
    Pill* m_state;
    InfoBar* m_bar;
    IdField* m_id;
    QLabel* m_about;
    QWidget* m_links;
    Button* m_decision;
    Button* m_repeats;
    FoldingTabs* m_tabs;
    JsonView* m_payload;
    JsonView* m_headers;
    JsonView* m_reply;
};

}  // namespace beamline::ui
