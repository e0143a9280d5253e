// SPDX-License-Identifier: Apache-2.0
#pragma once
// A table that holds the first pages of a sorted list of the engine and grows as it is scrolled. GUI thread.

#include <QAbstractTableModel>
#include <QPointer>
#include <algorithm>
#include <deque>
#include <memory>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "engine/api/operations.h"
#include "ui/models/roles.h"
#include "ui/session/engine_session.h"

namespace beamline::ui {

/// What all paged tables have in common; the typed part is PagedModelOf.
class PagedModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum class State { Idle, Loading, Ready, Failed };
    static constexpr int kPageSize = 100;

    explicit PagedModel(EngineSession* session, QObject* parent = nullptr);

    State state() const { return m_state; }
    /// Why the last page did not come; meaningful while state() is Failed. The rows from before stay.
    const api::Error& error() const { return m_error; }
    bool hasMore() const { return !m_next.empty(); }
    /// An answer is under way.
    bool isBusy() const { return m_asking; }
    /// Asks for the list from its start again. Rows stay until the answer is there and are then changed in place.
    virtual void refresh() = 0;
    QString idAt(int row) const { return index(row, 0).data(IdRole).toString(); }
    /// -1 when not loaded.
    virtual int rowOf(const QString& id) const;

    int columnCount(const QModelIndex& parent = {}) const final;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const final;
    bool canFetchMore(const QModelIndex& parent) const final;

Q_SIGNALS:
    void stateChanged();
    /// An answer has been taken over (also when nothing changed).
    void loaded();

protected:
    /// Titles of the columns, in order; their number is the number of columns.
    virtual QStringList columnTitles() const = 0;
    virtual bool isNumberColumn(int column) const;
    void setState(State state);
    EngineSession* session() const { return m_session; }

    State m_state = State::Idle;
    api::Error m_error;
    api::Cursor m_next;
    quint64 m_token = 0;  ///< of the question; an answer with another one is stale
    bool m_asking = false;
    bool m_askAgain = false;

private:
    QPointer<EngineSession> m_session;
};

template <class Op>
class PagedModelOf : public PagedModel {
public:
    using Reply = typename Op::Reply;
    using Item = typename decltype(Reply::items)::value_type;

    using PagedModel::PagedModel;

    const Item& itemAt(int row) const { return *m_rows[static_cast<std::size_t>(row)]; }
    int rowCount(const QModelIndex& parent = {}) const final {
        return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
    }

    void refresh() override {
        if (m_asking && m_askingFromStart) {
            m_askAgain = true;  // what made the caller ask may be younger than the answer under way
            return;
        }
        if (m_asking) {
            ++m_token;
        }
        askFromStart();
    }

    void fetchMore(const QModelIndex& parent) final {
        if (canFetchMore(parent)) {
            ask(m_next, kPageSize);
        }
    }

protected:
    /// The question without cursor and limit.
    virtual Op question() const = 0;
    virtual std::string keyOf(const Item& item) const = 0;
    /// True for lists whose rows never change or leave and to which new ones come only in front: asking again then asks
    /// for what is new instead of for everything.
    virtual bool growsOnTop() const { return false; }
    /// True where a later page never holds a row of an earlier one, because rows neither move nor change.
    virtual bool onlyGrows() const { return false; }
    /// An answer is here and not yet taken over.
    virtual void pageArrived(const Reply& page) { Q_UNUSED(page) }
    /// The rows from `firstRow` on are now those of the page that was true at `seq`.
    virtual void pageTaken(int firstRow, api::Seq seq) {
        Q_UNUSED(firstRow)
        Q_UNUSED(seq)
    }

    /// The question is another one: answers under way no longer count.
    void askAnew() {
        ++m_token;
        m_asking = false;
        ask({}, kPageSize);
    }

    void clearRows() {
        ++m_token;
        m_asking = m_askAgain = false;
        beginResetModel();
        m_rows.clear();
        m_next.clear();
        endResetModel();
        setState(State::Idle);
    }

    void replaceRow(int row, Item item) {
        if constexpr (requires { item == item; }) {
            if (item == itemAt(row)) {
                return;
            }
        }
        m_rows[static_cast<std::size_t>(row)] = std::make_shared<const Item>(std::move(item));
        Q_EMIT dataChanged(index(row, 0), index(row, columnCount() - 1));
    }
    void insertRow(int row, Item item) {
        beginInsertRows({}, row, row);
        m_rows.insert(m_rows.begin() + row, std::make_shared<const Item>(std::move(item)));
        endInsertRows();
    }
    void removeRowsFrom(int first, int count) {
        if (count > 0) {
            beginRemoveRows({}, first, first + count - 1);
            m_rows.erase(m_rows.begin() + first, m_rows.begin() + first + count);
            endRemoveRows();
        }
    }
    void moveRow(int from, int to) {  // `to`: position after the move
        beginMoveRows({}, from, from, {}, to > from ? to + 1 : to);
        auto row = std::move(m_rows[static_cast<std::size_t>(from)]);
        m_rows.erase(m_rows.begin() + from);
        m_rows.insert(m_rows.begin() + to, std::move(row));
        endMoveRows();
    }

    std::deque<std::shared_ptr<const Item>> m_rows;

private:
    /// Covers what is loaded, so that asking again does not shorten the list under the reader.
    void askFromStart() { ask({}, growsOnTop() ? kPageSize : std::clamp(rowCount(), kPageSize, api::kMaxPageSize)); }

    void ask(api::Cursor after, int limit) {
        if (!session()) {
            return;
        }
        m_asking = true;
        m_askingFromStart = after.empty();
        m_askAgain = false;
        Op op = question();
        op.limit = limit;
        op.after = std::move(after);
        if (m_rows.empty()) {
            setState(State::Loading);
        }
        session()->template call<Op>(std::move(op), this,
                                     [this, token = m_token, first = m_askingFromStart](api::Result<Reply> reply) {
                                         if (token == m_token) {
                                             take(std::move(reply), first);
                                         }
                                     });
    }

    void take(api::Result<Reply> reply, bool first) {
        m_asking = false;
        if (!reply.ok()) {
            m_error = reply.error();
            setState(State::Failed);
        } else {
            Reply page = std::move(reply.value());
            pageArrived(page);
            const int firstRow = first ? 0 : rowCount();
            if (!first || !growsOnTop() || !prepend(page.items)) {
                m_next = page.next;
                first ? merge(page.items) : append(page.items);
            }
            pageTaken(firstRow, page.seq);
            setState(State::Ready);
            Q_EMIT loaded();
        }
        if (m_askAgain) {
            askFromStart();
        }
    }

    /// Puts what is new in front; false when the page does not reach down to what is there.
    bool prepend(std::vector<Item>& items) {
        if (m_rows.empty()) {
            return false;
        }
        const std::string top = keyOf(itemAt(0));
        const auto known =
            std::find_if(items.begin(), items.end(), [&](const Item& item) { return keyOf(item) == top; });
        if (known == items.end()) {
            return false;
        }
        if (known != items.begin()) {
            beginInsertRows({}, 0, static_cast<int>(known - items.begin()) - 1);
            for (auto item = known; item != items.begin();) {
                m_rows.push_front(std::make_shared<const Item>(std::move(*--item)));
            }
            endInsertRows();
        }
        return true;
    }

    void append(std::vector<Item>& items) {
        if (!onlyGrows()) {
            std::unordered_set<std::string> known;
            for (const auto& row : m_rows) {
                known.insert(keyOf(*row));
            }
            std::erase_if(items, [&](const Item& item) { return known.contains(keyOf(item)); });
        }
        if (items.empty()) {
            return;
        }
        const int first = rowCount();
        beginInsertRows({}, first, first + static_cast<int>(items.size()) - 1);
        for (auto& item : items) {
            m_rows.push_back(std::make_shared<const Item>(std::move(item)));
        }
        endInsertRows();
    }

    /// Makes the rows be `items`, with the fewest signals that keep selection and scroll position alive.
    void merge(std::vector<Item>& items) {
        std::vector<std::string> keys;
        keys.reserve(items.size());
        for (const auto& item : items) {
            keys.push_back(keyOf(item));
        }
        std::vector<std::string> sorted = keys;
        std::sort(sorted.begin(), sorted.end());
        for (int row = rowCount() - 1; row >= 0; --row) {
            if (!std::binary_search(sorted.begin(), sorted.end(), keyOf(itemAt(row)))) {
                int first = row;
                while (first > 0 && !std::binary_search(sorted.begin(), sorted.end(), keyOf(itemAt(first - 1)))) {
                    --first;
                }
                removeRowsFrom(first, row - first + 1);
                row = first;
            }
        }
        if (m_rows.empty()) {
            append(items);
            return;
        }
        for (int i = 0; i < static_cast<int>(items.size()); ++i) {
            const std::string& key = keys[static_cast<std::size_t>(i)];
            int at = i;
            while (at < rowCount() && keyOf(itemAt(at)) != key) {
                ++at;
            }
            if (at == rowCount()) {
                insertRow(i, std::move(items[static_cast<std::size_t>(i)]));
                continue;
            }
            if (at != i) {
                moveRow(at, i);
            }
            replaceRow(i, std::move(items[static_cast<std::size_t>(i)]));
        }
    }

    bool m_askingFromStart = false;
};

}  // namespace beamline::ui
