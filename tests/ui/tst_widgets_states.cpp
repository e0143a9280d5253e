// SPDX-License-Identifier: Apache-2.0
// Checked, chosen, focused and disabled are seen in every theme by who sees no colours: the two pictures are compared
// by their lightness.
#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QRadioButton>
#include <QSlider>
#include <QSpinBox>
#include <QStandardItemModel>
#include <QTabBar>
#include <QTest>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>
#include <cmath>
#include <functional>

#include "tests/ui/registered_test.h"
#include "ui/widgets/button.h"
#include "ui/widgets/cell_delegate.h"
#include "ui/widgets/chip_bar.h"
#include "ui/widgets/figure_tile.h"
#include "ui/widgets/graph_view.h"
#include "ui/widgets/json_view.h"
#include "ui/widgets/shard_map.h"
#include "ui/widgets/table_view.h"
#include "ui/widgets/theme.h"

namespace tst_widgets_states {

using namespace beamline;
using namespace beamline::ui;

namespace {
/// As WCAG 2.1 defines it.
double lightness(QRgb color) {
    const auto channel = [](int value) {
        const double c = value / 255.0;
        return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * channel(qRed(color)) + 0.7152 * channel(qGreen(color)) + 0.0722 * channel(qBlue(color));
}

constexpr double kContrast = 3;  // of borders of controls, as WCAG 2.1 asks for
constexpr double kLess = 1.4;    // what cannot be used need not stand out

/// Pixels that stand out from what they were.
int changed(const QImage& a, const QImage& b, double contrast) {
    int count = 0;
    for (int y = 0; y < std::min(a.height(), b.height()); ++y) {
        for (int x = 0; x < std::min(a.width(), b.width()); ++x) {
            if (a.pixel(x, y) != b.pixel(x, y)) {
                const double one = lightness(a.pixel(x, y)) + 0.05;
                const double other = lightness(b.pixel(x, y)) + 0.05;
                count += std::max(one, other) / std::min(one, other) >= contrast ? 1 : 0;
            }
        }
    }
    return count;
}

using Make = std::function<QWidget*(QWidget* parent)>;

QAbstractItemModel* rows(QObject* parent) {
    auto* model = new QStandardItemModel(3, 2, parent);
    for (int row = 0; row < 3; ++row) {
        for (int column = 0; column < 2; ++column) {
            model->setItem(row, column, new QStandardItem(QStringLiteral("Text")));
        }
    }
    return model;
}

template <class View>
QWidget* listOf(QWidget* parent) {
    auto* view = new View(parent);
    view->setModel(rows(view));
    view->setItemDelegate(new CellDelegate(view));
    return view;
}

QWidget* graphOf(QWidget* parent) {
    auto* view = new GraphView(parent);
    api::Graph graph;
    graph.nodes = {{"a", "", "first", "call", {}}, {"b", "", "second", "call", {}}};
    graph.edges = {{"a", "b", ""}};
    view->setGraph(graph);
    return view;
}

QWidget* shardsOf(QWidget* parent) {
    auto* map = new ShardMap(parent);
    api::ClusterInfo cluster;
    cluster.nodes.resize(1);
    cluster.nodes[0].id = "n1";
    for (int i = 0; i < 4; ++i) {
        cluster.shards.emplace_back();
        cluster.shards.back().shard = i;
        cluster.shards.back().owner = "n1";
    }
    map->show(cluster);
    return map;
}

QWidget* textOf(QWidget* parent) {
    auto* tabs = new QTabBar(parent);
    tabs->addTab(QStringLiteral("One"));
    tabs->addTab(QStringLiteral("Two"));
    return tabs;
}

template <class B>
QWidget* checkable(QWidget* parent) {
    auto* one = new B(parent);
    one->setText(QStringLiteral("Follow"));
    one->setCheckable(true);
    return one;
}

template <Button::Kind kind>
QWidget* buttonOf(QWidget* parent) {
    auto* one = new Button(QStringLiteral("Follow"), kind, parent);
    one->setCheckable(true);
    return one;
}

QWidget* chipOf(QWidget* parent) {
    auto* bar = new ChipBar(parent);
    bar->addChip(QStringLiteral("All"));
    bar->addChip(QStringLiteral("Mine"));
    return bar->chip(1);
}

/// What can be looked at, by name.
const std::vector<std::pair<const char*, Make>>& controls() {
    static const std::vector<std::pair<const char*, Make>> kAll{
        {"button", buttonOf<Button::Secondary>},
        {"primary button", buttonOf<Button::Primary>},
        {"plain button", buttonOf<Button::Plain>},
        {"danger button", buttonOf<Button::Danger>},
        {"tool button", checkable<QToolButton>},
        {"check box", checkable<QCheckBox>},
        {"radio button", checkable<QRadioButton>},
        {"chip", chipOf},
        {"tab", textOf},
        {"field", [](QWidget* parent) { return new QLineEdit(QStringLiteral("Some text"), parent); }},
        {"text", [](QWidget* parent) { return new QPlainTextEdit(QStringLiteral("Some text"), parent); }},
        {"number", [](QWidget* parent) { return new QSpinBox(parent); }},
        {"choice",
         [](QWidget* parent) {
             auto* box = new QComboBox(parent);
             box->addItem(QStringLiteral("Some text"));
             return box;
         }},
        {"slider", [](QWidget* parent) { return new QSlider(Qt::Horizontal, parent); }},
        {"table", listOf<TableView>},
        {"tree", listOf<QTreeView>},
        {"graph", graphOf},
        {"shards", shardsOf},
        {"figure",
         [](QWidget* parent) {
             auto* tile = new FigureTile(parent);
             tile->show(QStringLiteral("Runs"), QStringLiteral("12"), QStringLiteral("today"));
             return tile;
         }},
    };
    return kAll;
}
}  // namespace

class TestWidgetStates : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        Theme::current().install(*qApp, ThemeMode::Light);
        QApplication::setCursorFlashTime(0);
    }

    void everyStateIsSeenWithoutItsColour_data() {
        QTest::addColumn<bool>("dark");
        QTest::addColumn<bool>("contrast");
        QTest::addRow("light") << false << false;
        QTest::addRow("dark") << true << false;
        QTest::addRow("contrast") << false << true;
        QTest::addRow("dark contrast") << true << true;
    }
    void everyStateIsSeenWithoutItsColour() {
        QFETCH(bool, dark);
        QFETCH(bool, contrast);
        Theme::current().follow(QPalette(dark ? Qt::black : Qt::lightGray));
        Theme::current().setMode(contrast ? ThemeMode::HighContrast : dark ? ThemeMode::Dark : ThemeMode::Light);
        QStringList found;
        for (const auto& [name, make] : controls()) {
            look(QString::fromLatin1(name), make, found);
        }
        Theme::current().setMode(ThemeMode::Light);
        QVERIFY2(found.isEmpty(), qPrintable(QLatin1Char('\n') + found.join(QLatin1Char('\n'))));
    }

private:
    static void look(const QString& name, const Make& make, QStringList& found) {
        QWidget window;
        auto* rows = new QVBoxLayout(&window);
        auto* other = new QLineEdit(&window);
        rows->addWidget(other);
        auto* holder = new QWidget(&window);
        rows->addWidget(holder, 1);
        auto* inner = new QVBoxLayout(holder);
        auto* one = make(holder);
        auto* laid = one->parentWidget() == holder ? one : one->parentWidget();
        inner->addWidget(laid);
        window.resize(320, 260);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        other->setFocus(Qt::TabFocusReason);
        window.setAttribute(Qt::WA_KeyboardFocusChange);
        const auto shot = [&] { return laid->grab().toImage().convertToFormat(QImage::Format_RGB32); };
        const auto tell = [&](const char* state, const QImage& a, const QImage& b, double contrast = kContrast) {
            constexpr int kSeen = 20;
            const int count = changed(a, b, contrast);
            if (count < kSeen) {
                found << QStringLiteral("%1: %2 changes %3 pixels").arg(name, QLatin1String(state)).arg(count);
            }
        };
        const auto lookAtFocus = [&](const char* state) {
            const QImage plain = shot();
            one->setFocus(Qt::TabFocusReason);
            window.setAttribute(Qt::WA_KeyboardFocusChange);
            tell(state, plain, shot());
            other->setFocus(Qt::TabFocusReason);
            window.setAttribute(Qt::WA_KeyboardFocusChange);
        };
        if (auto* view = qobject_cast<QAbstractItemView*>(one)) {
            const QImage plain = shot();
            view->setCurrentIndex(view->model()->index(1, 0));
            tell("chosen", plain, shot());
        } else if (auto* graph = qobject_cast<GraphView*>(one)) {
            const QImage plain = shot();
            graph->select(QStringLiteral("a"));
            tell("chosen", plain, shot());
        } else if (auto* map = qobject_cast<ShardMap*>(one)) {
            const QImage plain = shot();
            map->setCurrent(2);
            tell("chosen", plain, shot());
        } else if (auto* tabs = qobject_cast<QTabBar*>(one)) {
            const QImage plain = shot();
            tabs->setCurrentIndex(1);
            tell("chosen", plain, shot());
        }
        lookAtFocus("focus");
        auto* button = qobject_cast<QAbstractButton*>(one);
        if (button && button->isCheckable()) {
            const QImage plain = shot();
            button->setChecked(true);
            tell("checked", plain, shot());
            lookAtFocus("focus on what is checked");
            button->setChecked(false);
        }
        if (button || qobject_cast<QLineEdit*>(one) || qobject_cast<QComboBox*>(one) ||
            qobject_cast<QPlainTextEdit*>(one)) {
            const QImage plain = shot();
            one->setEnabled(false);
            tell("disabled", plain, shot(), kLess);
        }
    }
};

}  // namespace tst_widgets_states

GUI_TEST(tst_widgets_states, TestWidgetStates)
#include "tst_widgets_states.moc"
