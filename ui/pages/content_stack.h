// SPDX-License-Identifier: Apache-2.0
#pragma once
// Content, or what stands in its place while it is loading, empty or not to be had. GUI thread only.

#include <QStackedWidget>

#include "engine/api/result.h"

namespace beamline::ui {

class EmptyState;

/// `body`, to be scrolled up and down.
QWidget* scrolledPage(QWidget* body, QWidget* parent);

class ContentStack : public QStackedWidget {
    Q_OBJECT
public:
    explicit ContentStack(QWidget* content, QWidget* parent = nullptr);

    void showContent();
    void showLoading(const QString& title);
    /// `primary` and `secondary` are buttons; empty: none. They emit primaryClicked, secondaryClicked.
    void showEmpty(const QString& icon, const QString& title, const QString& text, const QString& primary = {},
                   const QString& secondary = {});
    /// With a button that emits retryClicked.
    void showError(const api::Error& error);
    EmptyState* note() const { return m_note; }

Q_SIGNALS:
    void primaryClicked();
    void secondaryClicked();
    void retryClicked();

private:
    QWidget* m_content;
    EmptyState* m_note;
    bool m_failed = false;
};

}  // namespace beamline::ui
