// SPDX-License-Identifier: Apache-2.0
#pragma once
// The top line of a page: where it lies, title, key figures, actions on the right. GUI thread only.

#include <QVector>
#include <QWidget>
#include <optional>

#include "ui/widgets/theme.h"

class QHBoxLayout;
class QLabel;
class QToolButton;

namespace beamline::ui {

class Pill;
class TitleLabel;

class PageHeader : public QWidget {
    Q_OBJECT
public:
    struct Figure {
        QString value;  ///< formatted: "2"
        QString label;  ///< "running"
        QString toolTip;
        bool labelFirst = false;  ///< "started 21:44:02" instead of "2 running"
    };

    explicit PageHeader(const QString& title, QWidget* parent = nullptr);
    void setTitle(const QString& title);
    /// "Runs /" before the title; `crumbClicked` when pressed. Empty: none.
    void setCrumb(const QString& text);
    void setVersion(const QString& version);
    void setPhase(std::optional<api::Phase> phase);
    void setDryRun(bool dryRun);
    void setFigures(const QVector<Figure>& figures);
    /// Adds to the right, in order; the primary action comes last.
    void addWidget(QWidget* widget);

Q_SIGNALS:
    void crumbClicked();

private:
    QHBoxLayout* m_left;
    QHBoxLayout* m_right;
    QToolButton* m_crumb;
    TitleLabel* m_title;
    Pill* m_version;
    Pill* m_phase;
    Pill* m_dryRun;
    QLabel* m_figures;
    QVector<Figure> m_shown;
};

}  // namespace beamline::ui
