"""The outbox workshop. Start it with `python3 -i outbox.py`, and break it by hand."""

# ANCHOR: dual
import json, sqlite3, uuid

class Crash(Exception):
    """The process dies here."""

def fresh():
    db = sqlite3.connect(":memory:")
    db.executescript("""
      CREATE TABLE orders (id TEXT PRIMARY KEY, total_cents INTEGER NOT NULL);
      CREATE TABLE outbox (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        event_id TEXT NOT NULL UNIQUE,
        payload TEXT NOT NULL,
        published_at TEXT);""")
    return db

def place_dual(db, broker, order_id, cents, crash=False):
    with db:                                    # commits at the end of the block
        db.execute("INSERT INTO orders VALUES (?, ?)", (order_id, cents))
    if crash:
        raise Crash
    broker.append({"type": "OrderPlaced", "order_id": order_id})
# ANCHOR_END: dual


# ANCHOR: relay
def place(db, order_id, cents):
    with db:
        db.execute("INSERT INTO orders VALUES (?, ?)", (order_id, cents))
        db.execute("INSERT INTO outbox (event_id, payload) VALUES (?, ?)",
                   (str(uuid.uuid4()), json.dumps({"type": "OrderPlaced", "order_id": order_id})))

def relay_once(db, broker, crash=False):
    rows = db.execute("""SELECT seq, event_id, payload FROM outbox
                         WHERE published_at IS NULL ORDER BY seq LIMIT 100""").fetchall()
    for seq, event_id, payload in rows:
        broker.append({"event_id": event_id, **json.loads(payload)})
        if crash:
            raise Crash
        with db:
            db.execute("UPDATE outbox SET published_at = datetime('now') WHERE seq = ?", (seq,))
# ANCHOR_END: relay
