// SPDX-License-Identifier: Apache-2.0
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QTest>
#include <random>

#include "engine/api/json_codec.h"
#include "tests/ui/registered_test.h"
#include "ui/models/roles.h"
#include "ui/widgets/button.h"
#include "ui/widgets/figure_tile.h"
#include "ui/widgets/graph_view.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/json_view.h"
#include "ui/widgets/key_font.h"
#include "ui/widgets/line_chart.h"
#include "ui/widgets/markdown_view.h"
#include "ui/widgets/page_header.h"
#include "ui/widgets/painting.h"
#include "ui/widgets/schema_form.h"
#include "ui/widgets/search_field.h"
#include "ui/widgets/table_view.h"
#include "ui/widgets/theme.h"

namespace tst_widgets {

using namespace beamline;
using namespace beamline::ui;

namespace {

/// JSON with single quotes for double ones: moc loses its way in raw strings that hold "#/".
api::Json json(std::string text) {
    std::replace(text.begin(), text.end(), '\'', '"');
    auto parsed = api::parseJson(text);
    return parsed.ok() ? *parsed : api::Json("not JSON");
}

/// Relative luminance and contrast as WCAG 2.1 defines them.
double luminance(const QColor& color) {
    const auto channel = [](double c) { return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    return 0.2126 * channel(color.redF()) + 0.7152 * channel(color.greenF()) + 0.0722 * channel(color.blueF());
}
double contrast(const QColor& a, const QColor& b) {
    const double x = luminance(a);
    const double y = luminance(b);
    return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

api::GraphNode node(const char* ref, const char* parent = "", const char* type = "call") {
    return {ref, parent, ref, type, {}};
}

/// start → a → (b | c) → d → end, with a loop body of two in c.
api::Graph diamond() {
    api::Graph graph;
    graph.nodes = {node("start", "", "start"),
                   node("a"),
                   node("b"),
                   node("c", "", "for"),
                   node("c1", "c"),
                   node("c2", "c"),
                   node("d"),
                   node("end", "", "end")};
    graph.edges = {{"start", "a", ""}, {"a", "b", "large"}, {"a", "c", "otherwise"}, {"c1", "c2", ""},
                   {"b", "d", ""},     {"c", "d", ""},      {"d", "end", ""}};
    return graph;
}

QRectF rectOf(const GraphLayout& layout, const api::Graph& graph, const std::string& ref) {
    for (const auto& placed : layout.nodes) {
        if (graph.nodes[static_cast<std::size_t>(placed.index)].ref == ref) {
            return placed.rect;
        }
    }
    return {};
}

}  // namespace

class TestWidgets : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::current().install(*qApp, ThemeMode::Light); }

    // ---- theme ------------------------------------------------------------------------------------------------------
    void contrastIsEnough() {
        for (const Tokens* t : {&Theme::light(), &Theme::dark(), &Theme::contrastLight(), &Theme::contrastDark()}) {
            const bool high = t == &Theme::contrastLight() || t == &Theme::contrastDark();
            std::vector<std::pair<QColor, QColor>> pairs{{t->text, t->window},
                                                         {t->text, t->surface},
                                                         {t->text, t->selection},
                                                         {t->text, t->raised},
                                                         {t->text2, t->surface},
                                                         {t->text2, t->window},
                                                         {t->text2, t->raised},
                                                         {t->text3, t->surface},
                                                         {t->text3, t->window},
                                                         {t->onAccent, t->accent},
                                                         {t->completed, t->completedSoft},
                                                         {t->running, t->runningSoft},
                                                         {t->waiting, t->waitingSoft},
                                                         {t->faulted, t->faultedSoft},
                                                         {t->suspended, t->suspendedSoft},
                                                         {t->cancelled, t->surface},
                                                         {t->pending, t->surface}};
            if (high) {  // every ink on every ground, and borders that are seen
                for (const QColor& ink : {t->text, t->text2, t->text3, t->accent, t->completed, t->running, t->waiting,
                                          t->suspended, t->faulted, t->cancelled, t->pending, t->border}) {
                    for (const QColor& ground : {t->window, t->surface, t->raised, t->selection, t->accentSoft,
                                                 t->completedSoft, t->runningSoft, t->waitingSoft, t->suspendedSoft,
                                                 t->faultedSoft, t->cancelledSoft, t->pendingSoft}) {
                        pairs.emplace_back(ink, ground);
                    }
                }
            }
            for (const auto& [ink, ground] : pairs) {
                QVERIFY2(contrast(ink, ground) >= (high ? 7 : 4.5),
                         qPrintable(
                             QStringLiteral("%1 on %2: %3").arg(ink.name(), ground.name()).arg(contrast(ink, ground))));
            }
        }
    }

    void highContrastHasWideBorders() {
        auto& theme = Theme::current();
        QCOMPARE(theme.line(), 1.0);
        QCOMPARE(theme.edge(theme.tokens().text).style(), Qt::NoPen);
        theme.setMode(ThemeMode::HighContrast);
        QVERIFY(theme.line() >= 2 && theme.ring() >= 2);
        QCOMPARE(theme.edge(theme.tokens().text).widthF(), theme.line());
        QImage image(120, 30, QImage::Format_ARGB32);
        image.fill(theme.tokens().surface);
        QPainter painter(&image);
        const QRect box = paintPill(painter, image.rect(), QStringLiteral("Risk"), theme.tokens().faulted,
                                    theme.tokens().faultedSoft);
        painter.end();
        QCOMPARE(image.pixelColor(box.center().x(), box.top()), theme.tokens().faulted);
        theme.setMode(ThemeMode::Light);
    }

    void whatASystemsPaletteAsksFor() {
        QPalette palette(Qt::white);  // with shades
        QVERIFY(!Theme::isDark(palette));
        QVERIFY(!Theme::isHighContrast(QPalette(QColor(Qt::lightGray))));
        for (const auto role : {QPalette::Window, QPalette::Base, QPalette::Button}) {
            palette.setColor(role, Qt::black);
        }
        palette.setColor(QPalette::WindowText, Qt::white);
        QVERIFY(Theme::isDark(palette) && Theme::isHighContrast(palette));
        palette.setColor(QPalette::Button, Qt::darkGray);
        QVERIFY(!Theme::isHighContrast(palette));
    }

    void iconsFollowTheTheme() {
        const QIcon icon = Icon::get(QStringLiteral("plus"), Icon::Role::Text);
        QVERIFY(!icon.isNull());
        const auto ink = [&icon] { return icon.pixmap(40, 40).toImage().pixelColor(20, 20); };
        const QColor light = ink();
        Theme::current().setMode(ThemeMode::Dark);
        const QColor dark = ink();
        Theme::current().setMode(ThemeMode::Light);
        QVERIFY(light.lightness() < 80 && dark.lightness() > 180);
        QVERIFY(Icon::get(QStringLiteral("no-such-icon")).isNull());
    }

    void digitsStandStill() {
        const QFont font = Theme::current().font(TextRole::Body);
        QCOMPARE(tabularWidth(font, QStringLiteral("11:11")), tabularWidth(font, QStringLiteral("88:88")));
    }

    /// Alone on a button nobody can compare: the letter is round, the figure is narrow.
    void theKeyOIsNotAZero() {
        const auto shape = [](const QString& key) {
            QImage image(80, 80, QImage::Format_Grayscale8);
            image.fill(Qt::white);
            QFont font = keyFont(key);
            font.setPixelSize(48);
            QPainter painter(&image);
            painter.setFont(font);
            painter.drawText(image.rect(), int(Qt::AlignCenter), key);
            painter.end();
            QRect ink;
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x) {
                    ink |= qGray(image.pixel(x, y)) < 128 ? QRect(x, y, 1, 1) : QRect();
                }
            }
            return double(ink.width()) / ink.height();
        };
        QVERIFY2(shape(QStringLiteral("O")) > 0.85, qPrintable(QString::number(shape(QStringLiteral("O")))));
        QVERIFY2(shape(QStringLiteral("0")) < 0.8, qPrintable(QString::number(shape(QStringLiteral("0")))));
    }

    /// Three lines on one another, and each is seen; their names say how they are drawn.
    void linesOfAChartAreSeenWhereTheyCoincide() {
        LineChart chart([](double value) { return QString::number(value); });
        chart.resize(400, chart.height());
        const QVector<QPointF> points{{0, 5}, {60'000, 5}, {120'000, 5}, {180'000, 5}, {240'000, 5}};
        const QVector<Icon::Role> roles{Icon::Role::Running, Icon::Role::Completed, Icon::Role::Faulted};
        chart.show({{QStringLiteral("started"), roles[0], points},
                    {QStringLiteral("finished"), roles[1], points},
                    {QStringLiteral("faulted"), roles[2], points}},
                   0, 240'000, 60'000);
        chart.setVisible(true);
        QVERIFY(QTest::qWaitForWindowExposed(&chart));
        const QImage image = chart.grab().toImage();
        const auto apart = [](const QColor& a, const QColor& b) {
            return std::abs(a.red() - b.red()) + std::abs(a.green() - b.green()) + std::abs(a.blue() - b.blue());
        };
        QVector<int> seen(roles.size());
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                qsizetype nearest = -1;  // of the lines and the ground: edges are mixed
                int least = apart(image.pixelColor(x, y), image.pixelColor(0, 0));
                for (qsizetype i = 0; i < roles.size(); ++i) {
                    const int own = apart(image.pixelColor(x, y), Icon::color(roles[i]));
                    nearest = own < std::min(least, 160) ? i : nearest;
                    least = std::min(least, own);
                }
                if (nearest >= 0) {
                    ++seen[nearest];
                }
            }
        }
        for (qsizetype i = 0; i < roles.size(); ++i) {
            QVERIFY2(seen[i] > 60, qPrintable(QStringLiteral("line %1: %2 pixels").arg(i).arg(seen[i])));
        }
        QSet<QString> samples;
        for (const QString& name : chart.legend().split(QStringLiteral(" · "))) {
            samples << name.section(QLatin1Char('>'), 1).left(1);
        }
        QCOMPARE(samples.size(), roles.size());
    }

    /// In German the pools of an engine are longer than a tile.
    void aFigureKeepsItsDetailWhereThereIsLittleRoom() {
        FigureTile tile;
        const QString detail = QStringLiteral("cpu 0 von 2 · io 0 von 16");
        tile.show(QStringLiteral("Warteschlange"), QStringLiteral("0"), detail);
        const int wide = tabularWidth(Theme::current().font(TextRole::Small), detail) + 2 * space::k16;
        tile.resize(wide, tile.heightForWidth(wide));
        QCOMPARE(tile.detailLines(wide), QStringList{detail});
        const int narrow = wide - 1;
        QCOMPARE(tile.detailLines(narrow), QStringList({QStringLiteral("cpu 0 von 2"), QStringLiteral("io 0 von 16")}));
        QVERIFY(tile.heightForWidth(narrow) > tile.heightForWidth(wide));
        tile.resize(narrow, tile.heightForWidth(narrow));
        QVERIFY(!tile.isCut());
        tile.show(QStringLiteral("Runs"), QStringLiteral("1"),
                  QStringLiteral("of 665 started, +10 % on the hour before"));
        for (int width = wide; width > tile.minimumSizeHint().width(); --width) {
            const auto lines = tile.detailLines(width);
            QVERIFY(lines.size() <= 2);
            for (const QString& line : lines) {
                QVERIFY(QFontMetrics(Theme::current().font(TextRole::Small)).horizontalAdvance(line) <=
                        width - 2 * space::k16);
            }
        }
        tile.show(QStringLiteral("Runs"), QStringLiteral("1"), QString(400, QLatin1Char('w')));
        QVERIFY(tile.isCut() && tile.detailLines(wide).first().endsWith(QChar(0x2026)));
    }

    // ---- small widgets ----------------------------------------------------------------------------------------------
    void searchRestsBeforeItAnnounces() {
        SearchField field(QStringLiteral("Filter"));
        QSignalSpy changed(&field, &SearchField::searchChanged);
        QTest::keyClicks(&field, QStringLiteral("inv "));
        QCOMPARE(changed.count(), 0);
        QTRY_COMPARE(changed.count(), 1);
        QCOMPARE(changed.last().first().toString(), QStringLiteral("inv"));
        QTest::keyClick(&field, Qt::Key_Escape);
        QCOMPARE(changed.last().first().toString(), QString());
        QCOMPARE(changed.count(), 2);
    }

    void buttonFollowsItsAction() {
        QAction action(QStringLiteral("&Approve"));
        action.setShortcut(Qt::Key_A);
        Button button(&action, Button::Primary);
        QCOMPARE(button.text(), QStringLiteral("Approve"));
        QCOMPARE(button.keyHint(), QStringLiteral("A"));
        action.setEnabled(false);
        QVERIFY(!button.isEnabled());
        action.setEnabled(true);
        QSignalSpy triggered(&action, &QAction::triggered);
        QTest::mouseClick(&button, Qt::LeftButton);
        QCOMPARE(triggered.count(), 1);
    }

    void tableActivatesByEnterAndLeavesLettersAlone() {
        QStandardItemModel model(3, 1);
        TableView table;
        table.setModel(&model);
        QSignalSpy activated(&table, &TableView::rowActivated);
        table.selectRow(1);
        QTest::keyClick(&table, Qt::Key_Return);
        QCOMPARE(activated.count(), 1);
        QCOMPARE(activated.first().first().toModelIndex().row(), 1);
        QCOMPARE(table.rowHeight(0), space::kRow);
    }

    void markdownLoadsNothing() {
        MarkdownView view;
        view.resize(300, 200);
        view.setText(QStringLiteral("**Pay** <b onclick='x'>now</b> ![spy](http://127.0.0.1:1/x.png)"));
        QVERIFY(!view.loadResource(QTextDocument::ImageResource, QUrl(QStringLiteral("file:///etc/passwd"))).isValid());
        QVERIFY(view.toPlainText().contains(QStringLiteral("Pay")));
        const int wide = view.heightForWidth(600);
        view.setText(QStringLiteral("word ").repeated(200));
        QVERIFY(view.heightForWidth(300) > wide);
    }

    void jsonViewShowsTreeAndText() {
        JsonView view;
        view.setValue(json("{'a':{'b':[1,2]},'c':'text'}"));
        view.showText(true);
        auto* text = view.findChild<QPlainTextEdit*>();
        QVERIFY(text->toPlainText().contains(QStringLiteral("\"c\": \"text\"")));
        view.setValue(json("[true]"));
        QVERIFY(text->toPlainText().contains(QStringLiteral("true")));
    }

    // ---- graph ------------------------------------------------------------------------------------------------------
    void layersGoFromLeftToRight() {
        const auto graph = diamond();
        const auto layout = GraphLayout::of(graph);
        QCOMPARE(layout.nodes.size(), graph.nodes.size());
        for (const auto& edge : layout.edges) {
            QVERIFY(!edge.back);
            QVERIFY(edge.legs.front().from.x() < edge.legs.back().to.x());
        }
        QVERIFY(rectOf(layout, graph, "c").contains(rectOf(layout, graph, "c1")));
        QVERIFY(rectOf(layout, graph, "c").contains(rectOf(layout, graph, "c2")));
        QVERIFY(!rectOf(layout, graph, "b").intersects(rectOf(layout, graph, "c")));
    }

    void anyGraphIsLaidOutWithoutOverlap() {
        std::mt19937 random(7);
        for (int round = 0; round < 60; ++round) {
            api::Graph graph;
            const int count = 1 + static_cast<int>(random() % 40);
            for (int i = 0; i < count; ++i) {
                const bool nested = i > 0 && random() % 3 == 0;
                graph.nodes.push_back(
                    {std::to_string(i), nested ? std::to_string(random() % unsigned(i)) : "", "n", "do", ""});
            }
            for (int i = 0; i < 2 * count; ++i) {  // circles, doubles and strangers included
                graph.edges.push_back(
                    {std::to_string(random() % unsigned(count)), std::to_string(random() % unsigned(count + 2)), ""});
            }
            const auto layout = GraphLayout::of(graph, round % 2 ? 600 : 0);
            QCOMPARE(layout.nodes.size(), graph.nodes.size());
            const QRectF all(QPointF(-0.5, -0.5), layout.size + QSizeF(1, 1));
            for (std::size_t a = 0; a < layout.nodes.size(); ++a) {
                QVERIFY(all.contains(layout.nodes[a].rect));
                for (std::size_t b = a + 1; b < layout.nodes.size(); ++b) {
                    const auto &x = layout.nodes[a].rect, &y = layout.nodes[b].rect;
                    QVERIFY(!x.intersects(y) || x.contains(y) || y.contains(x));
                }
            }
        }
    }

    void longGraphsGoOnInRowsBelow() {
        api::Graph graph;
        for (int i = 0; i < 12; ++i) {
            graph.nodes.push_back(node(std::to_string(i).c_str()));
            if (i > 0) {
                graph.edges.push_back({std::to_string(i - 1), std::to_string(i), ""});
            }
        }
        graph.edges.push_back({"3", "6", "passes two"});
        constexpr qreal kRoom = 800;
        const auto layout = GraphLayout::of(graph, kRoom);
        QVERIFY(layout.size.width() <= kRoom);
        QVERIFY(rectOf(layout, graph, "11").top() > rectOf(layout, graph, "0").bottom());
        int wraps = 0;
        for (const auto& edge : layout.edges) {
            QVERIFY(!edge.back);
            for (const auto& leg : edge.legs) {
                wraps += leg.wraps;
                QVERIFY(leg.wraps ? leg.turn > leg.from.y() && leg.turn < leg.to.y() : leg.from.x() <= leg.to.x());
            }
        }
        QVERIFY(wraps >= 2);
        const auto& passing = layout.edges.back();
        QCOMPARE(passing.legs.size(), 5U);  // over two bends
        for (const auto& leg : passing.legs) {
            for (const char* other : {"4", "5"}) {
                QVERIFY(!rectOf(layout, graph, other).contains((leg.from + leg.to) / 2));
            }
        }
    }

    void emptyAndHugeGraphs() {
        QVERIFY(GraphLayout::of({}).nodes.empty());
        api::Graph graph;
        for (int i = 0; i < GraphLayout::kMaxNodes + 50; ++i) {
            graph.nodes.push_back(node(std::to_string(i).c_str()));
        }
        QCOMPARE(static_cast<int>(GraphLayout::of(graph).nodes.size()), GraphLayout::kMaxNodes);
    }

    void clicksAndKeysSelectTasks() {
        GraphView view;
        view.resize(1000, 400);
        view.setGraph(diamond());
        view.show();
        QSignalSpy selected(&view, &GraphView::taskSelected);
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, view.positionOf(QStringLiteral("b")));
        QCOMPARE(view.selected(), QStringLiteral("b"));
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, view.positionOf(QStringLiteral("c1")));
        QCOMPARE(view.selected(), QStringLiteral("c1"));
        QTest::keyClick(&view, Qt::Key_Right);
        QCOMPARE(view.selected(), QStringLiteral("c2"));
        QTest::keyClick(&view, Qt::Key_Up);
        QCOMPARE(view.selected(), QStringLiteral("c"));
        QTest::keyClick(&view, Qt::Key_Down);
        QCOMPARE(view.selected(), QStringLiteral("c1"));
        QTest::keyClick(&view, Qt::Key_Escape);
        QCOMPARE(view.selected(), QString());
        QCOMPARE(selected.count(), 6);
        view.select(QStringLiteral("d"));
        QCOMPARE(selected.count(), 6);  // told, not asked
        QSignalSpy activated(&view, &GraphView::taskActivated);
        QTest::keyClick(&view, Qt::Key_Return);
        QCOMPARE(activated.first().first().toString(), QStringLiteral("d"));
    }

    void zoomKeepsTheGraphReachable() {
        GraphView view;
        view.resize(400, 200);
        view.setGraph(diamond());
        view.show();
        for (int i = 0; i < 10; ++i) {
            QTest::keyClick(&view, Qt::Key_Plus);
        }
        QVERIFY(view.horizontalScrollBar()->maximum() > 0);
        view.select(QStringLiteral("d"));
        QVERIFY(view.viewport()->rect().contains(view.positionOf(QStringLiteral("d"))));
        view.grab();  // paints with every state
        std::vector<api::TaskState> states;
        for (int phase = 0; phase <= int(api::Phase::completed); ++phase) {
            api::TaskState state;
            state.ref = diamond().nodes[static_cast<std::size_t>(phase)].ref;
            state.phase = static_cast<api::Phase>(phase);
            states.push_back(state);
        }
        view.setStates(states);
        view.grab();
        QVERIFY(view.accessibleDescription().contains(QStringLiteral("d")));
    }

    // ---- schema form ------------------------------------------------------------------------------------------------
    void formReadsDefaultsAndTypes() {
        SchemaForm form;
        form.setSchema(json(
            "{'type':'object','required':['file','limit'],'properties':{"
            "'file':{'type':'string','default':'a.csv'},'limit':{'type':'integer','default':1000},"
            "'rate':{'type':'number'},'currency':{'enum':['EUR','USD'],'default':'EUR'},'dry':{'type':'boolean'}}}"));
        QCOMPARE(form.value(), json("{'file':'a.csv','limit':1000,'currency':'EUR'}"));
        const auto boxes = form.findChildren<QCheckBox*>();
        QCOMPARE(boxes.size(), 1);
        boxes.first()->click();
        form.findChild<QComboBox*>()->setCurrentIndex(2);
        QCOMPARE(form.value(), json("{'file':'a.csv','limit':1000,'currency':'USD','dry':true}"));
        QVERIFY(form.validate());
    }

    void formSaysWhatIsWrongWhereItIs() {
        SchemaForm form;
        form.setSchema(
            json("{'type':'object','required':['name','age'],'properties':{"
                 "'name':{'type':'string','minLength':2,'pattern':'^[a-z]+$'},"
                 "'age':{'type':'integer','minimum':18},"
                 "'due':{'type':'string','format':'date'},"
                 "'site':{'type':'object','required':['host'],'properties':{'host':{'type':'string'}}}}}"));
        auto problems = form.problems();
        QCOMPARE(problems.size(), 2u);  // the optional group is empty: its required field is not missed
        QCOMPARE(problems[0].pointer, std::string("/name"));
        form.setValue(json("{'name':'X1','age':3,'due':'soon','site':{'port':1}}"));
        problems = form.problems();
        std::vector<std::string> where;
        for (const auto& one : problems) {
            where.push_back(one.pointer);
        }
        QCOMPARE(where, (std::vector<std::string>{"/name", "/age", "/due", "/site/host"}));
        QCOMPARE(form.value().at("site"), json("{'port':1}"));  // what no field shows is kept
        form.setValue(json("{'name':'xy','age':18,'due':'2026-02-28','site':{'host':'h'}}"));
        QVERIFY(form.validate());
    }

    void typingChangesAndBadNumbersAreRefused() {
        SchemaForm form;
        form.setSchema(json("{'type':'object','properties':{'n':{'type':'integer'}}}"));
        QSignalSpy changed(&form, &SchemaForm::changed);
        auto* line = form.findChild<QLineEdit*>();
        QTest::keyClicks(line, QStringLiteral("1.5"));
        QCOMPARE(changed.count(), 3);
        QVERIFY(!form.validate());
        line->setText(QStringLiteral("9007199254740993"));
        QVERIFY(form.validate());
        QCOMPARE(form.value().at("n").as_int64(), 9007199254740993);  // no detour over a double
    }

    void arraysGrowAndShrink() {
        SchemaForm form;
        form.setSchema(
            json("{'type':'object','properties':{"
                 "'groups':{'type':'array','items':{'type':'string'},'minItems':1,'default':['finance']}}}"));
        QCOMPARE(form.value(), json("{'groups':['finance']}"));
        QTest::mouseClick(form.findChild<Button*>(), Qt::LeftButton);
        form.findChildren<QLineEdit*>().last()->setText(QStringLiteral("board"));
        QCOMPARE(form.value(), json("{'groups':['finance','board']}"));
        form.setValue(json("{'groups':[]}"));
        QCOMPARE(form.problems().size(), 1u);
    }

    void unknownShapesBecomeJsonText() {
        SchemaForm form;
        form.setSchema(json("{'type':'object','required':['x'],'properties':{'x':{'oneOf':[{'type':'string'}]}}}"));
        auto* text = form.findChild<QPlainTextEdit*>();
        QVERIFY(text);
        text->setPlainText(QStringLiteral("{oops"));
        QCOMPARE(form.problems().size(), 1u);
        text->setPlainText(QStringLiteral("[1,2]"));
        QCOMPARE(form.value(), json("{'x':[1,2]}"));
        form.setSchema({});
        form.findChild<QPlainTextEdit*>()->setPlainText(QStringLiteral("{\"a\":1}"));
        QCOMPARE(form.value(), json("{'a':1}"));
    }

    void hostileSchemasStayBounded() {
        SchemaForm form;
        form.setSchema(
            json("{'$defs':{'n':{'type':'object','properties':{'n':{'$ref':'#/$defs/n'}}},"
                 "'loop':{'$ref':'#/$defs/loop'}},'type':'object',"
                 "'properties':{'deep':{'$ref':'#/$defs/n'},'loop':{'$ref':'#/$defs/loop'}}}"));
        QVERIFY(form.findChildren<QWidget*>().size() < 500);
        boost::json::object properties;
        for (int i = 0; i < 2 * SchemaForm::kMaxFields; ++i) {
            properties[std::to_string(i)] = json("{'type':'string'}");
        }
        form.setSchema(boost::json::object{{"type", "object"}, {"properties", properties}});
        QVERIFY(form.findChildren<QLineEdit*>().size() <= SchemaForm::kMaxFields);
        for (const char* strange : {"true", "[]", "{'type':'object','properties':[]}", "{'type':7}",
                                    "{'type':'array','items':[]}", "{'enum':{}}", "{'type':'string','pattern':'('}"}) {
            form.setSchema(json(strange));
            form.setValue(json("{'a':[{}]}"));
            form.value();
            form.validate();
        }
    }

    void engineProblemsAreShownAtTheirField() {
        SchemaForm form;
        form.setSchema(
            json("{'type':'object','properties':{'a/b':{'type':'object','properties':{'c':{'type':'string'}}}}}"));
        form.show();
        api::Problem problem;
        problem.pointer = "/a~1b/c";
        problem.message = "No such account.";
        form.showProblems({problem});
        QCOMPARE(form.focusWidget(), form.findChild<QLineEdit*>());
    }

    void aMendedFieldIsNoLongerComplainedOf() {
        SchemaForm form;
        form.setSchema(boost::json::parse(
            R"({"type":"object","required":["n"],"properties":{"n":{"type":"integer","maximum":100}}})"));
        form.show();
        const auto said = [&form] {
            QStringList all;
            for (const auto* label : form.findChildren<QLabel*>()) {
                if (label->isVisible() && label->text().startsWith(QStringLiteral("This "))) {
                    all << label->text();
                }
            }
            return all.join(QLatin1Char('|'));
        };
        auto* field = form.findChild<QLineEdit*>();
        QVERIFY(!form.validate());
        QCOMPARE(said(), QStringLiteral("This is required."));
        field->setText(QStringLiteral("7"));
        QCOMPARE(said(), QString());
        field->setText(QStringLiteral("99999999999999999999"));  // more than an integer of the machine holds
        QCOMPARE(said(), QString());                             // not while somebody types
        QVERIFY(!form.validate());
        QCOMPARE(said(), QStringLiteral("This must be at most 100."));
        field->setText(QStringLiteral("7.5"));
        QVERIFY(!form.validate());
        QCOMPARE(said(), QStringLiteral("This must be a whole number."));
    }

    void figuresGiveWayBeforeTheTitleIsCut() {
        PageHeader header(QStringLiteral("invoice-approval"));
        header.addWidget(new Button(QStringLiteral("Decide approval")));
        header.setFigures({{QStringLiteral("2 m 14 s"), QStringLiteral("for"), {}, true}});
        const auto labels = header.findChildren<QLabel*>();
        const auto* figures = labels.constLast();  // the title comes first
        header.resize(900, header.height());
        header.show();
        QTRY_VERIFY(figures->isVisible());
        const int room = header.layout()->sizeHint().width();
        header.resize(room - 1, header.height());
        QTRY_VERIFY(!figures->isVisible());
        header.resize(room + 1, header.height());
        QTRY_VERIFY(figures->isVisible());
        header.setTitle(QStringLiteral("invoice-approval-of-subsidiaries"));
        QTRY_VERIFY(!figures->isVisible());
    }

    /// However long an error is, the page below it stays in its place until somebody wants to read all of it.
    void aBarHasAFewLinesUntilMoreIsWanted() {
        InfoBar bar;
        bar.resize(500, bar.sizeHint().height());
        bar.show(InfoBar::Error, QStringLiteral("Short."));
        QCoreApplication::processEvents();
        const auto height = [&] {
            return bar.heightForWidth(500) > 0 ? bar.heightForWidth(500) : bar.sizeHint().height();
        };
        const auto more = [&]() -> QAbstractButton* {
            for (auto* button : bar.findChildren<QAbstractButton*>()) {
                if (button->isVisible() && button->text().startsWith(QStringLiteral("Show "))) {
                    return button;
                }
            }
            return nullptr;
        };
        const int one = height();
        QVERIFY(!more());
        QStringList lines;
        for (int i = 0; i < 40; ++i) {
            lines << QStringLiteral("Line %1 of what the gateway answered, which is long and says little").arg(i);
        }
        bar.show(InfoBar::Error, lines.join(QLatin1Char('\n')));
        QCoreApplication::processEvents();
        const int line = bar.fontMetrics().lineSpacing();
        QVERIFY2(height() <= one + InfoBar::kMaxLines * line, qPrintable(QString::number(height())));
        QCOMPARE(bar.text(), lines.join(QLatin1Char('\n')));  // nothing is lost
        QVERIFY(more());
        QTest::mouseClick(more(), Qt::LeftButton);
        QVERIFY(height() > one + 10 * line);
        QTest::mouseClick(more(), Qt::LeftButton);
        QVERIFY(height() <= one + InfoBar::kMaxLines * line);
        bar.show(InfoBar::Error, QStringLiteral("Short."));
        QVERIFY(!more());
    }

    void aBarFollowsTheThemeWithItsIcon() {
        InfoBar bar;
        Theme::current().setMode(ThemeMode::Light);
        bar.show(InfoBar::Warning, QStringLiteral("Careful."));
        const auto icon = [&bar] {
            for (auto* label : bar.findChildren<QLabel*>()) {
                if (const QPixmap picture = label->pixmap(Qt::ReturnByValue); !picture.isNull()) {
                    return picture.toImage();
                }
            }
            return QImage();
        };
        const QImage light = icon();
        Theme::current().setMode(ThemeMode::Dark);
        QVERIFY(!light.isNull() && icon() != light);
        Theme::current().setMode(ThemeMode::Light);
        QCOMPARE(icon(), light);
    }
};

}  // namespace tst_widgets

GUI_TEST(tst_widgets, TestWidgets)
#include "tst_widgets.moc"
