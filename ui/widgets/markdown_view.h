// SPDX-License-Identifier: Apache-2.0
#pragma once
// Markdown written by others: no HTML, no images, nothing fetched; links are shown and open outside on a click. GUI
// thread only.

#include <QTextBrowser>

namespace beamline::ui {

class MarkdownView : public QTextBrowser {
    Q_OBJECT
public:
    static constexpr int kMaxBytes = 32 << 10;  ///< longer text is cut: one word of 256 KiB takes seconds to lay out

    explicit MarkdownView(QWidget* parent = nullptr);
    void setText(const QString& markdown);
    /// As high as its text, so that a pane around it scrolls, not the text.
    QSize sizeHint() const override;
    /// As narrow as its place: a width that it once had must not keep the place from shrinking.
    QSize minimumSizeHint() const override { return {0, sizeHint().height()}; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QVariant loadResource(int type, const QUrl& name) override;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void openLink(const QUrl& link);

    QString m_markdown;
};

}  // namespace beamline::ui
