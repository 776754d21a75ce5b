"""What a terminal sends becomes keys and pastes, whatever it sends and however it is cut."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual.message import Message

from models.fields.text import LONGEST_PASTE
from tui.terminal.keyboard import Keyboard


class Sender:
    """A terminal that sends bytes, with a clock that moves only when it is told to."""

    def __init__(self) -> None:
        self.now = 0.0
        self.keyboard = Keyboard(clock=lambda: self.now)

    def send(self, *pieces: bytes) -> list[Message]:
        return [message for piece in pieces for message in self.keyboard.take(piece)]

    def rest(self, seconds: float) -> list[Message]:
        self.now += seconds
        return list(self.keyboard.pause())


@pytest.fixture
def sender() -> Sender:
    return Sender()


def typed(messages: list[Message]) -> str:
    """The characters of keys, and pasted text between brackets."""
    text = ""
    for message in messages:
        if isinstance(message, events.Key):
            is_letter = message.is_printable and "+" not in message.key
            text += str(message.character) if is_letter else f"<{message.key}>"
        elif isinstance(message, events.Paste):
            text += f"[{message.text}]"
    return text


# Bytes that are not UTF-8


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"\xa3", "£"),
        (b"Caf\xe9 Rouge", "Café Rouge"),
        (b"\x93Ash\x94 \x96 \x80 5", "“Ash” – € 5"),
        ("École 学校 £".encode(), "École 学校 £"),
        (b"\x81", "�"),
    ],
    ids=["pound", "accent", "windows", "utf-8", "none"],
)
def test_a_byte_that_is_no_utf_8_is_the_character_of_an_older_terminal(
    sender: Sender, data: bytes, text: str
) -> None:
    assert typed(sender.send(data)) == text


def test_a_character_that_comes_in_pieces_is_still_one(sender: Sender) -> None:
    pieces = [bytes([byte]) for byte in "é学🏫".encode()]
    assert typed(sender.send(*pieces)) == "é学🏫"


def test_an_accent_of_an_older_terminal_does_not_wait_for_the_next_key(sender: Sender) -> None:
    assert typed(sender.send(b"Ren\xe9")) == "Ren"
    assert typed(sender.rest(0.1)) == ""
    assert typed(sender.rest(0.3)) == "é"
    assert typed(sender.send(b"e")) == "e"


# Escape


@pytest.mark.parametrize("cut", [0, 1])
@pytest.mark.parametrize(
    ("data", "keys"),
    [
        (b"\x1b?", "<escape>?"),
        (b"\x1b1", "<escape>1"),
        (b"\x1b/", "<escape>/"),
        (b"\x1b\r", "<escape><enter>"),
        (b"\x1b\x13", "<escape><ctrl+s>"),
        ("\x1b£".encode(), "<escape>£"),
        (b"\x1b\x7f", "<ctrl+w>"),
        (b"\x1b[A", "<up>"),
    ],
)
def test_escape_and_the_next_key_in_one_packet_are_two_keys(
    sender: Sender, data: bytes, keys: str, cut: int
) -> None:
    found = sender.send(*([data[:cut], data[cut:]] if cut else [data]))
    assert typed(found + sender.rest(0.2)) == keys


# Pastes


def pasted(text: bytes) -> bytes:
    return b"\x1b[200~" + text + b"\x1b[201~"


@given(st.lists(st.integers(1, 40), max_size=8))
def test_a_paste_is_whole_however_the_line_cuts_it(cuts: list[int]) -> None:
    data = b"a" + pasted("one\rtwo \x1b[31mé".encode()) + b"b" + pasted(b"c") + b"\x1b[A"
    pieces, at = [], 0
    for cut in cuts:
        pieces.append(data[at : at + cut])
        at += cut
    assert typed(Sender().send(*pieces, data[at:])) == "a[one\rtwo \x1b[31mé]b[c]<up>"


def test_a_pasted_sequence_is_no_key_however_long_it_is(sender: Sender) -> None:
    text = b"\x1b]52;c;" + b"dq" * 100 + b"\x07Ash \x1b[31mGrove"
    assert typed(sender.send(pasted(text))) == f"[{text.decode()}]"


def test_a_paste_that_no_field_takes_is_cut_off_where_it_can_be_told(sender: Sender) -> None:
    pieces = [b"\x1b[200~", *[b"x" * 4096] * 800, b"\x1b[201~", b"q"]
    paste, key = sender.send(*pieces)
    assert isinstance(paste, events.Paste)
    assert len(paste.text) == LONGEST_PASTE + 1
    assert isinstance(key, events.Key)


def test_a_paste_whose_end_is_lost_is_ended_by_a_key(sender: Sender) -> None:
    assert typed(sender.send(b"\x1b[200~Ash Grove")) == ""
    assert typed(sender.rest(1)) == ""
    assert typed(sender.send(b" School")) == ""
    assert typed(sender.rest(6)) == ""
    assert typed(sender.send(b"q")) == "[Ash Grove School]q"


def test_a_paste_that_stalls_goes_on(sender: Sender) -> None:
    sender.send(b"\x1b[200~Ash ")
    sender.rest(6)
    assert typed(sender.send(b"Grove Junior School\x1b[2")) == ""
    sender.rest(6)
    assert typed(sender.send(b"01~")) == "[Ash Grove Junior School]"


# Sequences


@pytest.mark.parametrize(
    "data",
    [
        b"\x1b[31m", b"\x1b[?1;2c", b"\x1b[0;99;99;9q", b"\x1b]11;rgb:0000/0000/0000\x1b\\",
        b"\x1b]52;c;ZHE=\x07", b"\x1bP1$r0m\x1b\\", b"\x1b[99999999999;1u", b"\x1b[1;1;1114112u",
        b"\x1b[48;0;0;0;0t", b"\x1b[48;99999;99999;1;1t", b"\x1b[M q\xff", b"\x1b[<0;-1;-1M",
    ],
)  # fmt: skip
def test_a_sequence_that_means_nothing_is_dropped_whole(sender: Sender, data: bytes) -> None:
    found = sender.send(b"a" + data + b"b")
    assert not [each for each in found if isinstance(each, events.Resize)]
    assert typed(found) + typed(sender.rest(1)) == "ab"


def test_escape_is_told_from_what_begins_with_it(
    sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("textual._parser.get_time", lambda: sender.now)
    assert typed(sender.send(b"\x1b")) == ""
    assert typed(sender.rest(0.11)) == "<escape>"
    assert typed(sender.send(b"\x1b", b"[A", b"\x1bOP", b"\x1b[[A")) == "<up><f1><f1>"
    assert typed(sender.send(b"\x1bx")) + typed(sender.rest(0.11)) == "<alt+x>"


@given(st.lists(st.binary(max_size=12), max_size=12))
def test_nothing_that_comes_is_an_error_and_keys_work_after_it(pieces: list[bytes]) -> None:
    sender = Sender()
    for piece in pieces:
        sender.send(piece)
        sender.rest(0.05)
    sender.send(b"\x1b[201~")
    sender.rest(3)
    sender.rest(3)
    assert typed(sender.send(b"\x1b[B")).endswith("<down>")
