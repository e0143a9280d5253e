// SPDX-License-Identifier: Apache-2.0
#pragma once
// A lane of a pipeline, or the palette beside it, as a list of cards that are dragged and dropped. What is dropped is
// told, not done. GUI thread only.

#include <QListView>
#include <optional>

#include "ui/models/pipeline_document.h"

class QMimeData;

namespace beamline::ui {

class ExtensionCardModel;

class ExtensionCardList : public QListView {
    Q_OBJECT
public:
    static const char* const kMimeType;

    /// `lane`: nothing for the palette.
    ExtensionCardList(ExtensionCardModel* model, std::optional<PipelineLane> lane, QWidget* parent = nullptr);

    std::optional<PipelineLane> lane() const { return m_lane; }
    int row() const { return currentIndex().isValid() ? currentIndex().row() : -1; }
    void choose(int row);
    /// Written where no card is.
    void setHint(const QString& hint);
    /// As high as its cards, so that the page scrolls and not the lane.
    void setGrowing(bool growing);
    /// What is dragged when the card of `row` is.
    QMimeData* mimeOf(int row) const;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// A card of the palette is to stand at `row` of this lane.
    void extensionDropped(const QString& id, int row);
    /// A card of this lane is to stand at `to`, counted after the move.
    void stageDropped(int from, int to);
    /// A card of a lane was dropped on the palette.
    void stageTakenOut(beamline::ui::PipelineLane lane, int row);
    /// Enter, double click.
    void cardActivated(int row);
    /// The lane to the left (-1) or to the right (1) is to have the focus.
    void neighbourAsked(int direction);

protected:
    void startDrag(Qt::DropActions actions) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragMoveEvent(QDragMoveEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;

private:
    struct Dragged {
        QString id;
        std::string type;
        std::optional<PipelineLane> lane;
        int row = -1;
    };
    static std::optional<Dragged> dragged(const QMimeData* data);
    bool takes(const Dragged& what) const;
    int dropRow(const QPoint& position) const;
    void fit();

    std::optional<PipelineLane> m_lane;
    QString m_hint;
    int m_dropRow = -1;  ///< a line is painted before it
    bool m_growing = false;
};

}  // namespace beamline::ui
