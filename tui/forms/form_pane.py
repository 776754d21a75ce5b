"""The form: labelled fields in one column, typed into without a widget for each.

One widget draws all fields and holds the caret, so that a key can never reach another field than
the one it was meant for, and a form of thirty fields opens as fast as one of three.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from textual import events
from textual.message import Message

from models.fields.choice_fields import ChoiceField
from models.fields.field import DeskField, UnreadableError
from models.fields.reference_fields import NameField, ReferenceField
from models.fields.text_fields import (
    EmailField,
    NoteField,
    TelephoneField,
    TextField,
    WebAddressField,
)
from tui.forms.entry import Entry, Offered
from tui.forms.form_canvas import MOST_SUGGESTIONS, FormCanvas
from tui.terminal.slow_line import is_slow, when_keys_pause
from tui.widgets.line_editor import LineEditor

Finder = Callable[[str], list[tuple[str, str]]]
"""Suggestions for what is typed into a field, or for nothing typed: words and detail of each."""

_EDITED_IN_PLACE = (TextField, EmailField, TelephoneField, WebAddressField)
"""Fields whose text is rather mended than typed anew."""


class FormPane(FormCanvas, can_focus=True):
    """Fields in one column. It posts what the user wants; what is done about it is others' work."""

    class Save(Message):
        """The form is to be saved, and the next one begun when `and_next`."""

        def __init__(self, and_next: bool) -> None:
            super().__init__()
            self.and_next = and_next

    class Leave(Message):
        """The form is to be left."""

    class Help(Message):
        """Help for the form is wanted."""

    class Resolve(Message):
        """The text typed into a reference should be replaced by the name of its record."""

        def __init__(self, entry: Entry) -> None:
            super().__init__()
            self.entry = entry

    class Add(Message):
        """The text typed into a reference is to become a new record."""

        def __init__(self, entry: Entry) -> None:
            super().__init__()
            self.entry = entry

    class Left(Message):
        """A field was left; what is typed so far may be kept as a draft."""

    class Edited(Message):
        """The text of a field became another."""

    class Lookup(Message):
        """Records are wanted that match what is typed into a reference."""

        def __init__(self, entry: Entry) -> None:
            super().__init__()
            self.entry = entry

    def __init__(self, today: date, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.today = today
        self.enter_ends = False
        """Whether Enter on the last field saves."""
        self.offered: Offered | None = None
        self.finds: Mapping[str, Finder] = {}
        """Functions that give the suggestions of fields, where these are not their choices."""

    def begin(
        self,
        fields: Sequence[tuple[str, DeskField]],
        shown: Mapping[str, str],
        *,
        at: int = 0,
        groups: Mapping[str, str] = {},
        marks: Mapping[str, str] = {},
    ) -> None:
        """Begin with these fields, what stands in them, and the mark of where that is from.

        `groups` has the heading of each group by the name of its first field.
        """
        self.entries = []
        for name, each in fields:
            editor = LineEditor(several_lines=isinstance(each, NoteField))
            editor.put(shown.get(name, ""))
            mark = marks.get(name, "") if editor.text else ""
            entry = Entry(name, each, editor, editor.text, mark, group=groups.get(name, ""))
            self.entries.append(entry)
        self.index, self._top = at, 0
        self._enter()
        self.redraw()

    @property
    def typed(self) -> dict[str, str]:
        """The typed text of the fields that somebody changed."""
        return {entry.name: entry.editor.text for entry in self.entries if entry.typed}

    @property
    def texts(self) -> dict[str, str]:
        """The text of every field."""
        return {entry.name: entry.editor.text for entry in self.entries}

    def put(self, texts: Mapping[str, str]) -> None:
        """Put text into fields as if it had been typed."""
        for entry in self.entries:
            if entry.name in texts:
                entry.editor.put(texts[entry.name])
        self.redraw()

    def take_over(self, texts: Mapping[str, str]) -> None:
        """Put text into fields as what stands in the books now, so that nothing is typed there."""
        for entry in self.entries:
            if entry.name in texts:
                entry.editor.put(texts[entry.name])
                entry.began_as, entry.fresh = entry.editor.text, False
        self.redraw()

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Show what is wrong under the fields, and go to the first of them."""
        for entry in self.entries:
            entry.problem, entry.refused = problems.get(entry.name, ""), entry.editor.text
        first = next((at for at, entry in enumerate(self.entries) if entry.problem), None)
        if first is not None:
            self._go(first, check=False)
        self.redraw()

    def offer(self, entry: Entry, suggestions: list[tuple[str, str]], new: str = "") -> None:
        """Offer records for a reference: name and detail of each; at the end a `new` one."""
        entry.suggestions = suggestions[:MOST_SUGGESTIONS]
        entry.adds = bool(new)
        if new:
            entry.suggestions.append((new, ""))
        if entry.chosen is not None and entry.chosen >= len(entry.suggestions):
            entry.chosen = None
        self.redraw()

    # Keys

    def on_key(self, event: events.Key) -> None:
        """Edit, move between fields, or ask for what the key means."""
        if not self.entries:
            return
        entry, text = self.current, self.current.editor.text
        self._not_pasted = ""
        if self._pressed(event):
            event.stop()
            event.prevent_default()
            typed = self.current is entry and entry.editor.text != text
            self._offers_wait = typed and is_slow(self)
            self.redraw()
            if self._offers_wait:
                when_keys_pause(self, "offers", self._show_offers)

    def on_paste(self, event: events.Paste) -> None:
        """Insert pasted text; what does not fit the field is said, never cut off."""
        event.stop()
        if not self.entries:
            return
        entry = self.current
        self._not_pasted = ""
        if entry.editor.has_room_for(event.text, instead=entry.fresh):
            self._type(event.text)
            if isinstance(entry.field, TextField):
                self._say_if_too_long(entry, entry.field.longest)
        else:
            self._not_pasted = entry.editor.no_room
        self.redraw()

    def _say_if_too_long(self, entry: Entry, longest: int) -> None:
        """Say at once that pasted text is to be cut: it is seen whole nowhere."""
        text = entry.editor.text
        if len(text) > longest:
            try:
                entry.field.read(text, self.today)
            except UnreadableError as error:
                entry.problem, entry.refused = str(error), text

    def take(self, what: object) -> None:
        """Go to the field that was clicked; or take what is offered there, and stay."""
        self._not_pasted = ""
        if isinstance(what, Entry):
            self._go(self.entries.index(what))
        elif isinstance(what, int):
            self.current.chosen = what
            self._go(self.index, take=True)
        self.redraw()

    def scroll_lines(self, lines: int, over: object) -> None:
        """Choose among what is offered where the mouse is over it; else go through a long form."""
        step, count = 1 if lines > 0 else -1, len(self.current.suggestions)
        if isinstance(over, int):
            after = self._offer_after(step if count <= self.most_offered else lines)
            self.current.chosen = max(0, min(after, count - 1))
        elif self._is_longer:
            self._go(self.index + step, tell=self.current.typed)
        self.redraw()

    def _show_offers(self) -> None:
        self._offers_wait = False
        if self.is_attached:
            self.redraw()

    def _pressed(self, event: events.Key) -> bool:
        key, entry = event.key, self.current
        if key in ("ctrl+s", "f2", "ctrl+n"):
            self._leave_field(take=True)
            self.post_message(self.Save(key == "ctrl+n"))
        elif key == "escape":
            if entry.chosen is not None:
                entry.chosen = None
            else:
                self.post_message(self.Leave())
        elif key == "enter" and self.enter_ends and self.index == len(self.entries) - 1:
            self._leave_field(take=True)
            self.post_message(self.Save(and_next=False))
        elif key in ("tab", "enter"):
            self._go(self.index + 1, take=True)
        elif key == "f1":
            self.post_message(self.Help())
        elif key == "shift+tab":
            self._go(self.index - 1, take=True)
        elif key in ("down", "up"):
            self._up_or_down(1 if key == "down" else -1)
        elif key in ("pagedown", "pageup"):
            self._go(self.index + (8 if key == "pagedown" else -8))
        elif entry.fresh and key in ("backspace", "delete"):
            self._type("")
        elif entry.editor.press(key):
            entry.fresh = False
            self._edited()
        elif event.character and event.is_printable:
            self._type(event.character)
        else:
            return False
        return True

    def _type(self, text: str) -> None:
        entry = self.current
        if entry.fresh:
            entry.editor.delete_all()
            entry.fresh = False
        entry.editor.insert(text)
        self._edited()

    def _up_or_down(self, step: int) -> None:
        entry = self.current
        if entry.suggestions:
            chosen = self._offer_after(step)
            if 0 <= chosen < len(entry.suggestions):
                entry.chosen = chosen
                return
            if chosen < 0 and entry.chosen is not None:
                entry.chosen = None
                return
        self._go(self.index + step)

    def _offer_after(self, step: int) -> int:
        """The index this many places from the chosen suggestion, whether or not there is one."""
        entry = self.current
        if entry.chosen is not None:
            return entry.chosen + step
        names = [name for name, _ in entry.suggestions]
        if len(names) > MOST_SUGGESTIONS and step > 0 and entry.editor.text in names:
            # One goes on from what stands there.
            return names.index(entry.editor.text) + step
        return step - 1

    def _go(self, index: int, *, take: bool = False, check: bool = True, tell: bool = True) -> None:
        if check:
            self._leave_field(take=take)
        self.index = max(0, min(index, len(self.entries) - 1))
        self._enter()
        if tell:
            self.post_message(self.Left())

    def _enter(self) -> None:
        if not self.entries:
            return
        entry = self.current
        entry.editor.go_end()
        # What was refused is to be mended, not typed anew.
        in_place = isinstance(entry.field, _EDITED_IN_PLACE) or entry.problem
        entry.fresh = bool(entry.editor.text) and not in_place
        self._suggest()

    def _leave_field(self, *, take: bool) -> None:
        """Take the suggestion that is chosen, put what was typed in its usual form, or say why."""
        entry = self.current
        taken = entry.chosen if take else None
        adds = entry.adds and taken is not None and taken == len(entry.suggestions) - 1
        if taken is not None and taken < len(entry.suggestions) and not adds:
            entry.editor.put(entry.suggestions[taken][0])
        entry.chosen, entry.suggestions, entry.fresh = None, [], False
        entry.adds = False
        if adds:
            entry.problem = ""
            self.post_message(self.Add(entry))
            return
        if not entry.typed:
            if entry.editor.text != entry.refused:
                entry.problem = ""
            return
        if isinstance(entry.field, ReferenceField):
            entry.problem = ""
            if entry.editor.text.strip():
                self.post_message(self.Resolve(entry))
            return
        try:
            value = entry.field.read(entry.editor.text, self.today)
        except UnreadableError as error:
            entry.problem, entry.refused = str(error), entry.editor.text
        else:
            entry.problem = ""
            entry.editor.put(entry.field.show(value))

    def _edited(self) -> None:
        self.current.chosen = None
        self._suggest()
        self.post_message(self.Edited())

    def _suggest(self) -> None:
        if not self.entries:
            return
        entry = self.current
        if find := self.finds.get(entry.name):
            entry.suggestions = find(entry.editor.text.strip() if entry.typed else "")
        elif isinstance(entry.field, (ReferenceField, NameField)):
            if entry.typed and entry.editor.text.strip():
                self.post_message(self.Lookup(entry))
            else:
                entry.suggestions = []
        elif isinstance(entry.field, ChoiceField):
            entry.suggestions = self._choices(entry, entry.field)

    def _choices(self, entry: Entry, choice: ChoiceField) -> list[tuple[str, str]]:
        from models.fields.text import folded

        words = list(dict.fromkeys(choice.meanings.values()))
        offered = self.offered(entry.name, self.texts) if self.offered else None
        if offered is not None:
            words = [word for word in words if word in offered]
        wanted = folded(entry.editor.text.strip())
        if wanted and entry.typed:
            begin = [word for word in words if folded(word).startswith(wanted)]
            words = begin + [w for w in words if wanted in folded(w) and w not in begin]
        return [(word, choice.hints.get(word, "")) for word in words]
