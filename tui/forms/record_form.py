"""The form of a record: made from its fields, saved as one operation, with a draft kept."""

from __future__ import annotations

from typing import cast

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.timer import Timer

from data.files.drafts import Draft
from data.problems import Clash, Problem, Refused
from data.store.books import Books
from data.store.history import Entry as HistoryEntry
from data.store.history import last_changes
from data.store.store import Store
from data.tables.finding import suggestions
from data.tables.foreseen import warned_of, what_would_follow
from data.tables.parsing import read_values, show_value, show_values
from data.tables.provenance import Provenance, provenance_of
from data.tables.questions import Question, question_before
from data.tables.saving import add_record, change_record
from models.fields.field import DeskField
from models.fields.reference_fields import NameField, ReferenceField
from models.fields.text import article, count_of, one_line
from models.fields.text_fields import TextField
from models.records.record import CONFIDENTIAL, Record, Values
from tui.dialogs.ask import Ask, Confirm, Show, Title
from tui.forms.entry import Entry
from tui.forms.form_pane import FormPane
from tui.forms.questions import form_help
from tui.forms.result import FormResult
from tui.widgets.bars import KeyBar, KeyHint, MessageLine

KEYS = [
    KeyHint("Tab", "next field"),
    KeyHint("Ctrl+S", "save"),
    KeyHint("Ctrl+N", "save and next"),
    KeyHint("Esc", "leave"),
]

KEPT_AFTER = 1.0
"""Seconds after the last key until what is typed is kept."""

_IF_SAVED = "If saved: "
_COMES_BACK = "Ctrl+S saves it and comes back; Esc comes back without it."
_HOW_TO_ADD = "Or go back to the field, where ↓ and Enter add it as"


class RecordForm(Ask["FormResult | None"]):
    """A record's fields in a form. It is kept and used again, because that opens faster."""

    def __init__(self, record: type[Record]) -> None:
        super().__init__()
        self.record = record
        self._key: str | None = None
        self._seen: Values = {}
        self._given: Values = {}
        self._last: FormResult | None = None
        self._says = ""
        self._named: dict[str, str] | None = None
        self._filled = False
        self._provenance = Provenance()
        self._foot = KeyBar(KEYS, id="form-keys")
        self._message = MessageLine(self._foot)
        self._saving = False
        self._pause: Timer | None = None

    @property
    def stamp(self) -> str:
        """The word that such records bear, wherever the form was opened."""
        return CONFIDENTIAL if self.record.confidential else super().stamp

    def compose(self) -> ComposeResult:
        """The title, the form, a message, the keys."""
        with Vertical():
            yield Title()
            yield FormPane(self.bench.today)
            yield self._message
            yield self._foot

    async def prepare(
        self,
        key: str | None,
        given: Values | None = None,
        attribute: str | None = None,
        typed: dict[str, str] | None = None,
        says: str = "",
        named: dict[str, str] | None = None,
        seen: Values | None = None,
        filled: bool = False,
    ) -> bool:
        """Read the record (or the values that a new one begins with); False when it is gone.

        To be called before the screen is shown. The caret goes to `attribute`; what was `typed`
        before the desk was closed is put into the form, and at its foot stands what it `says`.
        A form that lies over another one begins as `named` there. What was `seen` when that was
        typed is what a save is compared with. What is given to one that is `filled` is of it alone.
        """
        self._key, self._last, self._given, self._says = key, None, given or {}, says
        self._named, self._filled = named, filled
        record = self.record

        def read(books: Books) -> tuple[Values | None, dict[str, str], str, Provenance]:
            values = books.get(record, key) if key else record.starting_values() | self._given
            if values is None:
                return None, {}, "", Provenance()
            shown, name = show_values(books, record, values), books.name_from(record, values)
            return values, shown, name, provenance_of(books, record, values)

        values, shown, name, self._provenance = await self.bench.books.read(read)
        if values is None:
            return False
        self._seen = values | (seen or {})
        self._start = (name if key else "", shown, attribute, typed)
        return True

    def begin(self) -> None:
        """Fill the form with what was prepared."""
        name, shown, attribute, typed = self._start
        fields = [(field.attribute, field) for field in self.record.fields()]
        names = [field_name for field_name, _ in fields]
        at = names.index(attribute) if attribute in names else 0
        if not self._key and self._given and attribute is None and not self._filled:
            at = next((i for i, each in enumerate(names) if each not in self._given), 0)
        if self._key and fields[at][1].fixed:
            at = next((i for i, (_, field) in enumerate(fields) if not field.fixed), at)
        title = f"{name}" if name else f"New {self.record.singular}"
        beside = "* needed  ▾ choices"
        if self._provenance.attributes:
            beside = f"{self._provenance.mark} {self._provenance.meaning}   {beside}"
        self.query(Title).first().show(title, beside=beside)
        self._message.say(self._says, "good" if self._says else "")
        pane = self.query_one(FormPane)
        pane.today = self.bench.today
        pane.begin(fields, shown, at=at, groups=self.record.groups, marks=self._marks)
        pane.focus()
        if self._named is not None:
            pane.put(self._named)
            self._message.say(_COMES_BACK, "info")
        if typed:
            pane.put(typed)
            self._message.say(
                "This was being typed when the desk was closed. Ctrl+S saves it.", "warn"
            )

    @property
    def _marks(self) -> dict[str, str]:
        return dict.fromkeys(self._provenance.attributes, self._provenance.mark)

    def on_mount(self) -> None:
        """Begin when it is shown for the first time."""
        self.begin()

    # What the form asks for

    def on_form_pane_lookup(self, message: FormPane.Lookup) -> None:
        """Offer records for a reference."""
        field, text = message.entry.field, message.entry.editor.text
        if not isinstance(field, (ReferenceField, NameField)):
            return

        async def look_up() -> None:
            with self.bench.keys_held():
                found = await self.bench.books.read(
                    lambda books: suggestions(books, field.to, text)
                )
                offers = [(name, detail) for _, name, detail in found]
                self.query_one(FormPane).offer(
                    message.entry, offers, "" if found else self._offer_of_new(field, text)
                )

        self.bench.work_beside(look_up(), group="lookup")

    def on_form_pane_resolve(self, message: FormPane.Resolve) -> None:
        """Show the record that a reference means, or say why it is not clear."""
        entry = message.entry

        async def resolve() -> None:
            with self.bench.keys_held():
                typed = {entry.name: entry.editor.text}
                field, text = entry.field, entry.editor.text
                addable = bool(self._offer_of_new(field, text))

                def read(books: Books) -> tuple[dict[str, str], dict[str, str]]:
                    values, problems = read_values(books, self.record, typed)
                    to = field.to if addable and isinstance(field, ReferenceField) else None
                    if problems and to is not None and not suggestions(books, to, text):
                        new = f"{_HOW_TO_ADD} {article(f'new {to.singular}')}."
                        problems[entry.name] += f" {new}"
                    return show_values(books, self.record, values), problems

                shown, problems = await self.bench.books.read(read)
                entry.problem = problems.get(entry.name, "")
                if entry.name in shown:
                    entry.editor.put(shown[entry.name])
                self.query_one(FormPane).redraw()

        self.bench.work_beside(resolve())

    def _offer_of_new(self, field: DeskField, text: str) -> str:
        """The suggestion where there is no record of this name; empty when none can be added."""
        if not isinstance(field, ReferenceField) or not any(map(str.isalpha, text)):
            return ""
        to = field.to
        by_name = len(to.named_by) == 1 and isinstance(to.field(to.named_by[0]), TextField)
        # A form is there once, and this one, or one behind it, may be of the same kind.
        forms = [each for each in self.app.screen_stack if isinstance(each, RecordForm)]
        if not by_name or to.not_by_hand("added") or any(form.record is to for form in forms):
            return ""
        return f"adds “{one_line(text)}” as a new {to.singular}"

    def on_form_pane_add(self, message: FormPane.Add) -> None:
        """Add what a reference names and is not there yet, in a form of its own."""
        self.run_worker(self._add(message.entry))

    async def _add(self, entry: Entry) -> None:
        """Come back with what was added in its field; all that was typed here stays."""
        with self.bench.keys_held():
            self.keep_draft()
            field = cast(ReferenceField, entry.field)
            form = self.bench.form_of(field.to, RecordForm)
            name = field.to.named_by[0]
            await form.prepare(None, attribute=name, named={name: one_line(entry.editor.text)})
            if form.is_attached:
                form.begin()
            saved = await self.bench.ask(form)
            pane = self.query_one(FormPane)
            if saved is not None:
                shown = await self.bench.books.read(
                    lambda books: show_value(books, field, saved.key)
                )
                entry.editor.put(shown)
                said = f"Added {shown}, and back to the {self.record.singular}."
                self._message.say(
                    saved.message if saved.warned else said, "warn" if saved.warned else "good"
                )
                self.keep_draft()
            pane.redraw()

    def on_form_pane_help(self, _: FormPane.Help) -> None:
        """Show the keys of a form, and what each field is for."""
        lines = form_help()
        lines += [[("", "")], [(f" The fields of a {self.record.singular}", "strong")]]
        lines += [
            [(f" {field.label:<26}", "label"), (field.help or field.example, "")]
            for field in self.record.fields()
        ]
        self.app.push_screen(Show("Help", lines))

    def on_form_pane_left(self, _: FormPane.Left) -> None:
        """Keep what is typed so far, in case the line drops, and say what saving it leads to."""
        self.keep_draft()
        self._foresee()

    def on_form_pane_edited(self, _: FormPane.Edited) -> None:
        """Keep what is typed once the keys pause: long notes are typed within one field."""
        self._stop_waiting()
        self._pause = self.set_timer(KEPT_AFTER, self.keep_draft)

    def _stop_waiting(self) -> None:
        if self._pause is not None:
            self._pause.stop()
            self._pause = None

    def _foresee(self) -> None:
        """Warn of what is typed so far under its fields, and say what follows from saving it."""
        pane = self.query_one(FormPane)
        typed, key, seen = pane.typed, self._key, self._seen
        said = self._message.text.startswith(_IF_SAVED)
        if not (typed or said or any(entry.warning for entry in pane.entries)):
            return

        def read(books: Books) -> tuple[dict[str, str], str]:
            values, problems = read_values(books, self.record, typed) if typed else ({}, {})
            warned = warned_of(books, self.record, seen | values, values)
            changes = [] if problems or key is None else [(seen, seen | values)]
            return warned, what_would_follow(books, self.record, changes)

        async def look() -> None:
            warned, told = await self.bench.books.read(read)
            changed = [e for e in pane.entries if e.warning != warned.get(e.name, "")]
            for entry in changed:
                entry.warning = warned.get(entry.name, "")
            if changed:
                pane.redraw()
            if told or self._message.text.startswith(_IF_SAVED):
                self._message.say(f"{_IF_SAVED}{told}" if told else "", "warn")

        self.bench.work_beside(look(), group="foreseen")

    def keep_draft(self) -> None:
        """Keep what is typed so far; a form over another leaves the draft to that one."""
        self._stop_waiting()
        pane = next(iter(self.query(FormPane)), None)
        # Until it is filled nothing was typed, and what was kept before still holds.
        if self._named is not None or pane is None or not pane.entries:
            return
        typed = pane.typed
        if typed and self._key is None:
            # What a new record was given is not typed, but belongs to it.
            typed = {name: text for name, text in pane.texts.items() if text}
        at = pane.current.name
        seen = {name: self._seen[name] for name in typed} if self._key else {}
        self.bench.keep_draft(Draft(self.record.kind, self._key, typed, at, seen))

    def _drop_draft(self) -> None:
        self._stop_waiting()
        if self._named is None:
            self.bench.keep_draft(None)

    def on_form_pane_leave(self, _: FormPane.Leave) -> None:
        """Leave, after asking when something would be lost."""
        self.run_worker(self._leave(), exit_on_error=True)

    def on_form_pane_save(self, message: FormPane.Save) -> None:
        """Save what was typed."""
        if not self._saving:
            self.run_worker(self._save(message.and_next))

    @property
    def unsaved(self) -> bool:
        """Whether something typed is not saved."""
        return bool(self.query_one(FormPane).typed)

    async def _leave(self) -> None:
        with self.bench.keys_held():
            if self.unsaved:
                typed = self.query_one(FormPane).typed
                labels = [self.record.field(name).label for name in typed]
                question = Confirm(
                    "Leave without saving what you typed?", [f"Typed: {', '.join(labels)}"], "leave"
                )
                if not await self.bench.ask(question):
                    return
            self._drop_draft()
            self.dismiss(self._last._replace(left=True) if self._last else None)

    async def _save(self, and_next: bool) -> None:
        self._saving = True
        try:
            with self.bench.keys_held():
                await self._save_held(and_next)
        finally:
            self._saving = False

    async def _save_held(self, and_next: bool) -> None:
        typed = self._typed_to_save()
        if self._key is not None and not await self._agreed(self._key, typed):
            self._message.say("Not saved.", "info")
            return
        try:
            undo = self.bench.keys.word("undo")
            saved, problems = await self.bench.books.write(
                lambda store: self._write(store, typed, undo)
            )
        except Refused as refused:
            saved, problems = None, {}
            for finding in refused.findings:
                problems.setdefault(finding.attribute, finding.message)
        except Clash as clash:
            if await self._settled(clash):
                await self._save_held(and_next)
            return
        except Problem as problem:
            self._message.say(str(problem), "bad")
            return
        if saved is None:
            labels = [each.label for each in self.record.fields() if each.attribute in problems]
            where = ", ".join(labels[:3]) + (" …" if len(labels) > 3 else "")
            self._message.say(f"Not saved yet: see below {where or 'the fields'}.", "bad")
            self.query_one(FormPane).show_problems(problems)
            return
        self._last = saved
        self._drop_draft()
        if saved.kinds:
            self.bench.changed(saved.kinds, saved.key)
        await self._go_on_from(saved, and_next)

    def _typed_to_save(self) -> dict[str, str]:
        """The texts to save: for an existing record only those that somebody changed."""
        pane = self.query_one(FormPane)
        if self._key is not None:
            return pane.typed
        # What was given and not touched keeps its key: names may stand for several records.
        untouched = self._given.keys() - pane.typed.keys()
        return {name: text for name, text in pane.texts.items() if name not in untouched}

    def _write(
        self, store: Store, typed: dict[str, str], undo: str
    ) -> tuple[FormResult | None, dict[str, str]]:
        """Save what was typed; or say of each field why it cannot be. In the store's thread."""
        record, key, seen = self.record, self._key, self._seen
        values, problems = read_values(store, record, typed)
        if problems:
            for field in record.fields():
                if field.required and field.attribute in typed and not typed[field.attribute]:
                    problems[field.attribute] = field.needed()
            return None, problems
        if key is None:
            done, saved = "Added", add_record(store, record, self._given | values)
        elif values:
            done, saved = "Saved", change_record(store, record, key, values, seen)
        else:
            return FormResult(key, "Nothing was changed.", frozenset()), {}
        its: Values = {"key": saved.keys[0]} if saved.keys else {}
        warnings, name = saved.warned_of, store.name_from(record, seen | values | its)
        if warnings:
            # What is warned of matters more than the rest of a long name.
            first = record.named_by[0]
            name = store.show(record, first, (seen | values)[first]) or name
        message = f"{done} {name}. {warnings or f'{undo} undoes it.'}"
        return FormResult(key or saved.key, message, frozenset({record.kind}), bool(warnings)), {}

    async def _go_on_from(self, saved: FormResult, and_next: bool) -> None:
        """Close the form, or begin the next record in it with what this one was given."""
        if not and_next:
            self.dismiss(saved)
        elif self._filled:
            self.dismiss(saved._replace(and_next=True))
        else:
            over_another: dict[str, str] | None = None if self._named is None else {}
            await self.prepare(None, dict(self._given), named=over_another)
            self._last = saved
            self.begin()
            self._message.say(f"{saved.message} Now the next one.", "good")

    async def _agreed(self, key: str, typed: dict[str, str]) -> bool:
        """Whether what is to be asked before such a change was answered with yes."""
        record = self.record

        def ask(books: Books) -> Question | None:
            values, problems = read_values(books, record, typed)
            return None if problems else question_before(books, record, [key], values)

        question = await self.bench.books.read(ask)
        return question is None or await self.bench.ask(
            Confirm(question.asks, question.details, "go on")
        )

    async def _settled(self, clash: Clash) -> bool:
        """Whether somebody has said whose values are to be saved, after which the form has them.

        Otherwise both stand under their fields, and the next save starts from what stands now.
        """
        from tui.forms.clash_of_record import who_and_when

        record, key, fields = self.record, self._key, clash.fields
        changes: dict[str, HistoryEntry] = {}
        if key is not None:
            now, changes = await self.bench.books.read(
                lambda books: (books.get(record, key), last_changes(books, record, key, fields))
            )
            if now is not None:
                self._seen = self._seen | {name: now[name] for name in fields}
        problems = {
            name: f"{who_and_when(changes.get(name))}, from “{before or 'nothing'}” to "
            f"“{theirs or 'nothing'}”; yours is “{mine or 'nothing'}”. Save again to keep yours."
            for name, (before, theirs, mine) in fields.items()
        }
        if problems:
            self.query_one(FormPane).show_problems(problems)
            typed = len(self.query_one(FormPane).typed)
            count = f"{len(problems)} of your {count_of(typed, 'field')}"
            self._message.say(f"Not saved: somebody else changed {count}.", "bad")
            return await self._chosen(f"Not saved: somebody else changed {count}", clash, changes)
        self._message.say(str(clash), "bad")
        return False

    async def _chosen(self, title: str, clash: Clash, changes: dict[str, HistoryEntry]) -> bool:
        """Ask whose values are to be saved, and put what is not as typed into the form."""
        from tui.forms.clash import ANOTHER, YOURS
        from tui.forms.clash_of_record import choose_values

        chosen = await choose_values(self.bench, title, self._start[0], self.record, clash, changes)
        if chosen is None:
            return False
        pane = self.query_one(FormPane)
        theirs = {name: values[1] for name, values in clash.fields.items()}
        pane.take_over({name: theirs[name] for name, each in chosen.items() if each.key != YOURS})
        pane.put({name: each.text for name, each in chosen.items() if each.key == ANOTHER})
        pane.show_problems({})
        self._message.say("")
        return True
