"""Slow: removes all expired fields at every command, O(fields) each."""

import sys

FOREVER = float("inf")


class Database:
    def __init__(self):
        self.records = {}
        self.backups = []

    def living(self, now, record):
        """The fields of a record that are alive; all queries go through here or through `find`."""
        fields = self.records.get(record, {})
        return {name: entry for name, entry in fields.items() if entry[1] > now}

    def find(self, now, record, field):
        entry = self.records.get(record, {}).get(field)
        return entry if entry and entry[1] > now else None

    def set(self, now, record, field, value):
        self.records.setdefault(record, {})[field] = (value, FOREVER)

    def setx(self, now, record, field, value, duration):
        self.records.setdefault(record, {})[field] = (value, now + int(duration))

    def get(self, now, record, field):
        entry = self.find(now, record, field)
        return entry[0] if entry else "nil"

    def delete(self, now, record, field):
        entry = self.find(now, record, field)
        self.records.get(record, {}).pop(field, None)
        return 1 if entry else 0

    def ttl(self, now, record, field):
        entry = self.find(now, record, field)
        if not entry:
            return "nil"
        return "forever" if entry[1] == FOREVER else entry[1] - now

    def scan(self, now, record, prefix):
        fields = sorted(self.living(now, record).items())
        return " ".join(f"{name}={entry[0]}" for name, entry in fields
                        if name.startswith(prefix)) or "nil"

    def keys(self, now, prefix):
        names = sorted(name for name in self.records if name.startswith(prefix))
        return " ".join(name for name in names if self.living(now, name)) or "nil"

    def backup(self, now):
        copy = {}
        for record in self.records:
            fields = self.living(now, record)
            if fields:
                copy[record] = {name: (value, end - now) for name, (value, end) in fields.items()}
        self.backups.append(copy)
        return len(copy)

    def restore(self, now, number):
        saved = self.backups[int(number) - 1]
        self.records = {record: {name: (value, now + left)
                                 for name, (value, left) in fields.items()}
                        for record, fields in saved.items()}
        return len(self.records)


def main():
    database = Database()
    methods = {name: getattr(database, name)
               for name in "set setx get ttl scan keys backup restore".split()}
    methods["del"] = database.delete
    out = []
    lines = sys.stdin.read().split("\n")
    for line in lines[1:int(lines[0]) + 1]:
        time, name, *args = line.split(" ")
        if args and args[-1] == "*":
            args[-1] = ""
        for fields in database.records.values():
            for field, entry in list(fields.items()):
                if entry[1] <= int(time):
                    del fields[field]
        result = methods[name](int(time), *args)
        if result is not None:
            out.append(str(result))
    print("\n".join(out))


main()
