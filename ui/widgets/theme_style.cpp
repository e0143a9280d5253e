// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/theme_style.h"

#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QPainter>
#include <QStyleFactory>
#include <QStyleOption>
#include <QStyledItemDelegate>
#include <QWidget>
#include <algorithm>
#include <tuple>

#include "ui/widgets/theme.h"

namespace beamline::ui {

namespace {
void paintField(QPainter& painter, const QRect& rect, QStyle::State state) {
    const Tokens& t = Theme::current().tokens();
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const qreal line = Theme::current().line();
    const bool focus = state & QStyle::State_HasFocus;  // is told by the width of the frame, too
    QPen pen(focus ? t.accent : t.border, focus ? line + 1 : line);
    if (!(state & QStyle::State_Enabled) && Theme::current().isHighContrast()) {
        pen.setStyle(Qt::DashLine);
    }
    painter.setPen(pen);
    painter.setBrush((state & QStyle::State_Enabled) ? t.surface : t.raised);
    const qreal half = pen.widthF() / 2;
    painter.drawRoundedRect(QRectF(rect).adjusted(half, half, -half, -half), space::kRadius, space::kRadius);
    painter.restore();
}

void paintIndicator(QPainter& painter, const QStyleOption& option, bool round) {
    const Tokens& t = Theme::current().tokens();
    const bool on = option.state & (QStyle::State_On | QStyle::State_NoChange);
    const bool enabled = option.state & QStyle::State_Enabled;
    const QRectF box = QRectF(option.rect).adjusted(0.75, 0.75, -0.75, -0.75);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor ground = on ? (enabled ? t.accent : t.text3) : t.surface;
    QPen pen(on                                        ? ground
             : (option.state & QStyle::State_HasFocus) ? t.accent
                                                       : t.text3,
             Theme::current().isHighContrast() ? Theme::current().line() : 1.2);
    if (!enabled && !on) {
        pen.setStyle(Qt::DashLine);
    }
    painter.setPen(pen);
    painter.setBrush(ground);
    if (round) {
        painter.drawEllipse(box);
        if (on) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(t.onAccent);
            painter.drawEllipse(box.center(), box.width() / 5, box.width() / 5);
        }
    } else {
        painter.drawRoundedRect(box, 3, 3);
        if (option.state & QStyle::State_On) {
            Icon::get(QStringLiteral("check"), Icon::Role::OnAccent).paint(&painter, option.rect);
        }
    }
    painter.restore();
}
/// Horizontal: a line that is filled up to a round handle.
void paintSlider(QPainter& painter, const QStyleOption& option, const QRect& handle) {
    const Tokens& t = Theme::current().tokens();
    constexpr int kLine = 4;
    const bool enabled = option.state & QStyle::State_Enabled;
    const QColor ink = enabled ? t.accent : t.text3;
    const QRectF line(option.rect.left(), option.rect.center().y() + 0.5 - kLine / 2.0, option.rect.width(), kLine);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(t.border);
    painter.drawRoundedRect(line, kLine / 2.0, kLine / 2.0);
    painter.setBrush(ink);
    painter.drawRoundedRect(QRectF(line.topLeft(), QPointF(handle.center().x(), line.bottom())), kLine / 2.0,
                            kLine / 2.0);
    const double size = std::min(handle.width(), handle.height()) - 2;
    QRectF knob(0, 0, size, size);
    knob.moveCenter(QRectF(handle).center());
    const bool focused = (option.state & QStyle::State_HasFocus) && (option.state & QStyle::State_KeyboardFocusChange);
    painter.setPen(QPen(ink, focused ? 3 : 2));
    painter.setBrush(focused ? ink : t.surface);
    painter.drawEllipse(knob.adjusted(1, 1, -1, -1));
    painter.restore();
}
}  // namespace

ThemeStyle::ThemeStyle() : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion"))) {}

/// The list of a combo box has a delegate that knows nothing of the theme's items.
void ThemeStyle::polish(QWidget* widget) {
    QProxyStyle::polish(widget);
    if (widget->inherits("QComboBoxListView")) {
        auto* list = static_cast<QAbstractItemView*>(widget);
        list->setItemDelegate(new QStyledItemDelegate(list));
    }
}

void ThemeStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                               const QWidget* widget) const {
    switch (element) {
        case PE_PanelLineEdit: {
            const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option);
            if (frame && frame->lineWidth > 0) {
                paintField(*painter, option->rect, option->state);
            }
            return;
        }
        case PE_FrameLineEdit:
            return;  // the panel has its frame
        case PE_IndicatorCheckBox:
            paintIndicator(*painter, *option, false);
            return;
        case PE_IndicatorRadioButton:
            paintIndicator(*painter, *option, true);
            return;
        case PE_FrameFocusRect: {
            if (!(option->state & State_KeyboardFocusChange)) {
                return;
            }
            painter->save();
            painter->setRenderHint(QPainter::Antialiasing);
            painter->setBrush(Qt::NoBrush);
            painter->setPen(QPen(Theme::current().tokens().accent, Theme::current().ring()));
            painter->drawRoundedRect(QRectF(option->rect).adjusted(1, 1, -1, -1), 4, 4);
            painter->restore();
            return;
        }
        case PE_IndicatorBranch: {
            if (option->state & State_Children) {
                const bool left = option->direction == Qt::RightToLeft;
                const QRect box(left ? option->rect.left() : option->rect.right() - 13, option->rect.center().y() - 6,
                                14, 14);
                Icon::get((option->state & State_Open) ? QStringLiteral("chevron-down")
                          : left                       ? QStringLiteral("chevron-left")
                                                       : QStringLiteral("chevron-right"),
                          Icon::Role::Text3)
                    .paint(painter, box);
            }
            return;
        }
        default:
            QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void ThemeStyle::drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                             const QWidget* widget) const {
    const auto* combo = element == CE_ComboBoxLabel ? qstyleoption_cast<const QStyleOptionComboBox*>(option) : nullptr;
    if (!combo || combo->editable) {
        QProxyStyle::drawControl(element, option, painter, widget);
        return;
    }
    QStyleOptionComboBox cut(*combo);
    const int icon = cut.currentIcon.isNull() ? 0 : cut.iconSize.width() + space::k4;
    const int room = proxy()->subControlRect(CC_ComboBox, combo, SC_ComboBoxEditField, widget).width() - icon;
    cut.currentText = cut.fontMetrics.elidedText(cut.currentText, Qt::ElideRight, room - space::k4);
    QProxyStyle::drawControl(element, &cut, painter, widget);
}

void ThemeStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                                    const QWidget* widget) const {
    if (control == CC_ComboBox) {
        const auto* combo = qstyleoption_cast<const QStyleOptionComboBox*>(option);
        if (combo && combo->frame) {
            paintField(*painter, option->rect, option->state);
            const QRect box(option->rect.right() - 24, option->rect.center().y() - 7, 16, 16);
            Icon::get(QStringLiteral("chevron-down"), Icon::Role::Text2)
                .paint(painter, visualRect(option->direction, option->rect, box));
            return;
        }
    }
    const auto* spin = control == CC_SpinBox ? qstyleoption_cast<const QStyleOptionSpinBox*>(option) : nullptr;
    if (spin && spin->frame) {
        paintField(*painter, option->rect, option->state);
        for (const auto& [part, icon, can] :
             {std::tuple{SC_SpinBoxUp, "chevron-up", bool(spin->stepEnabled & QAbstractSpinBox::StepUpEnabled)},
              {SC_SpinBoxDown, "chevron-down", bool(spin->stepEnabled & QAbstractSpinBox::StepDownEnabled)}}) {
            QRect box(0, 0, space::k12, space::k12);
            box.moveCenter(proxy()->subControlRect(CC_SpinBox, spin, part, widget).center());
            if (spin->buttonSymbols != QAbstractSpinBox::NoButtons) {
                Icon::get(QString::fromLatin1(icon), can ? Icon::Role::Text2 : Icon::Role::Text3).paint(painter, box);
            }
        }
        return;
    }
    const auto* slider = control == CC_Slider ? qstyleoption_cast<const QStyleOptionSlider*>(option) : nullptr;
    if (slider && slider->orientation == Qt::Horizontal) {
        paintSlider(*painter, *option, proxy()->subControlRect(CC_Slider, slider, SC_SliderHandle, widget));
        return;
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

QRect ThemeStyle::subElementRect(SubElement element, const QStyleOption* option, const QWidget* widget) const {
    const QRect rect = QProxyStyle::subElementRect(element, option, widget);
    const auto* frame = element == SE_LineEditContents ? qstyleoption_cast<const QStyleOptionFrame*>(option) : nullptr;
    return frame && frame->lineWidth > 0 ? rect.adjusted(space::k4, 0, -space::k4, 0) : rect;
}

QRect ThemeStyle::subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl part,
                                 const QWidget* widget) const {
    const QRect rect = QProxyStyle::subControlRect(control, option, part, widget);
    const int left = option->direction == Qt::RightToLeft ? 0 : space::k4;
    return control == CC_ComboBox && part == SC_ComboBoxEditField ? rect.adjusted(left, 0, left - space::k4, 0) : rect;
}

int ThemeStyle::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const {
    switch (metric) {
        case PM_SmallIconSize:
        case PM_ButtonIconSize:
            return space::kIcon;
        case PM_IndicatorWidth:
        case PM_IndicatorHeight:
        case PM_ExclusiveIndicatorWidth:
        case PM_ExclusiveIndicatorHeight:
            return 16;
        case PM_SplitterWidth:
            return space::k12;
        case PM_TreeViewIndentation:
            return space::k16;
        default:
            return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int ThemeStyle::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                          QStyleHintReturn* returnData) const {
    switch (hint) {
        case SH_DialogButtonBox_ButtonsHaveIcons:
            return 0;
        case SH_ComboBox_Popup:
            return 0;
        case SH_ItemView_ActivateItemOnSingleClick:
            return 0;
        default:
            return QProxyStyle::styleHint(hint, option, widget, returnData);
    }
}

QSize ThemeStyle::sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                                   const QWidget* widget) const {
    QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    if (type == CT_LineEdit || type == CT_ComboBox || type == CT_SpinBox) {
        result.setHeight(qMax(result.height(), space::kControl));
    }
    return result;
}

}  // namespace beamline::ui
