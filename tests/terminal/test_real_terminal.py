"""The harness itself, against tiny programs: what it shows, sends, waits for and cleans up."""

from __future__ import annotations

import itertools
import os
import re
import select
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.terminal.emulated_screen import Screen, key_bytes
from tests.terminal.real_terminal import Terminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX terminal")

ECHO = """
import os, sys, tty
tty.setraw(0)
os.write(1, START + b"ready\\r\\n")
while (keys := os.read(0, 1000)) != b"q":
    os.write(1, ascii(keys).encode() + b"\\r\\n")
"""

SMALLEST_DESK = """
from textual.app import App
from textual.widgets import Input, Label

class Smallest(App):
    def compose(self):
        yield Label("Bishop's Castle 学校 🏫 end", markup=False)
        yield Input(id="name", compact=True)
        yield Label("", id="size")

    def on_resize(self, event):
        self.query_one("#size", Label).update(f"{event.size.width} by {event.size.height}")

    def on_input_submitted(self, event):
        self.exit(return_code=int(event.value))

Smallest().run()
sys.exit(3)
"""


def python(script: str, **keywords: object) -> Terminal:
    command = [sys.executable, "-c", "import sys\n" + textwrap.dedent(script)]
    return Terminal(command, env={}, **keywords)  # type: ignore[arg-type]


def echo(start: bytes = b"") -> Terminal:
    terminal = python(f"START = {start!r}\n{ECHO}")
    terminal.wait_for("^ready$")
    return terminal


def shown(data: bytes, columns: int = 20, rows: int = 4) -> Screen:
    screen = Screen(columns, rows)
    screen.feed(data)
    return screen


def test_program_sees_only_the_environment_it_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_OF_THE_TESTER", "1")
    script = "import os\nprint(*sorted(os.environ), os.environ['TERM'])"
    command = [sys.executable, "-c", script]
    with Terminal(command, env={"GIVEN": "yes", "TERM": "vt100"}) as terminal:
        assert terminal.exit_code() == 0
        assert terminal.lines()[0].split() == [
            *("COLORTERM", "GIVEN", "LANG", "PATH", "TERM"),
            "vt100",
        ]


def test_program_runs_in_the_folder_and_the_size_it_is_given(tmp_path: Path) -> None:
    script = "import os\nprint(os.path.basename(os.getcwd()), *os.get_terminal_size())"
    with python(script, cwd=tmp_path, size=(101, 31)) as terminal:
        terminal.wait_for(f"^{re.escape(tmp_path.name)} 101 31$")


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("a", b"a"),
        ("é", "é".encode()),
        ("+", b"+"),
        ("enter", b"\r"),
        ("space", b" "),
        ("backspace", b"\x7f"),
        ("shift+tab", b"\x1b[Z"),
        ("ctrl+s", b"\x13"),
        ("alt+x", b"\x1bx"),
        ("down", b"\x1b[B"),
        ("shift+down", b"\x1b[1;2B"),
        ("home", b"\x1b[H"),
        ("ctrl+end", b"\x1b[1;5F"),
        ("pageup", b"\x1b[5~"),
        ("delete", b"\x1b[3~"),
        ("f2", b"\x1bOQ"),
        ("f5", b"\x1b[15~"),
    ],
)
def test_key_is_sent_as_xterm_sends_it(name: str, sent: bytes) -> None:
    assert key_bytes(name) == sent


@pytest.mark.parametrize("name", ["dwon", "ctrl+enter", "ctrl+shift+s", "hyper+a", ""])
def test_key_that_no_terminal_sends_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="write"):
        key_bytes(name)


def test_keys_pressed_at_once_arrive_in_one_packet_and_in_order() -> None:
    with echo() as terminal:
        terminal.press("down", "ctrl+s", "tab")
        terminal.wait_for(re.escape(r"b'\x1b[B\x13\t'"))
        terminal.type("Blue Coat\n")
        terminal.wait_for(r"b'Blue Coat\\r'")


@pytest.fixture
def packets(monkeypatch: pytest.MonkeyPatch) -> list[tuple[bytes, float]]:
    """What terminals send from now on, and when."""
    sent: list[tuple[bytes, float]] = []
    monkeypatch.setattr(Terminal, "write", lambda _, data: sent.append((data, time.monotonic())))
    return sent


def test_typing_with_a_delay_sends_a_key_at_a_time(packets: list[tuple[bytes, float]]) -> None:
    with python("sys.stdin.readline()") as terminal:
        terminal.type("ab", delay=0.05)
        terminal.press("c", "enter", delay=0.05)
    assert [data for data, _ in packets] == [b"a", b"b", b"c", b"\r"]
    assert all(late[1] - early[1] >= 0.05 for early, late in itertools.pairwise(packets))


def test_key_after_escape_is_not_taken_for_an_alt_key(packets: list[tuple[bytes, float]]) -> None:
    with python("sys.stdin.readline()") as terminal:
        terminal.press("escape", "x")
        terminal.press("escape")
        terminal.type("y")
    assert [data for data, _ in packets] == [b"\x1b", b"x", b"\x1b", b"y"]
    textual_takes_a_lone_escape_after = 0.1
    for escape, key in (packets[:2], packets[2:]):
        assert key[1] - escape[1] > textual_takes_a_lone_escape_after


def test_cursor_keys_change_when_the_program_asks_for_it() -> None:
    with echo(b"\x1b[?1h") as terminal:
        terminal.press("up")
        terminal.wait_for(re.escape(r"b'\x1bOA'"))


def test_paste_is_bracketed_only_for_a_program_that_asked() -> None:
    with echo() as terminal:
        terminal.paste("one\ntwo")
        terminal.wait_for(re.escape(r"b'one\rtwo'"))
    with echo(b"\x1b[?2004h") as terminal:
        terminal.paste("one\ntwo")
        terminal.wait_for(re.escape(r"b'\x1b[200~one\rtwo\x1b[201~'"))


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (b"\x1b[c", b"\x1b[?64;1;2;6;22c"),
        (b"ab\x1b[6n", b"\x1b[1;3R"),
        (b"\x1b[?2026$p", b"\x1b[?2026;2$y"),
        (b"\x1b[?2004h\x1b[?2004$p", b"\x1b[?2004;1$y"),
        (b"\x1b[?2048$p", b"\x1b[?2048;0$y"),
        (b"\x1b[18t", b"\x1b[8;4;20t"),
        (b"\x1b[?u", b""),
        (b"\x1b[>25u", b""),
    ],
)
def test_question_is_answered_as_a_terminal_would(question: bytes, answer: bytes) -> None:
    assert Screen(20, 4).feed(question) == answer


def test_answers_reach_the_program() -> None:
    with echo(b"\x1b[5n") as terminal:
        terminal.wait_for(re.escape(r"b'\x1b[0n'"))


@pytest.mark.parametrize(
    "sequence",
    [
        b"\x1b[?2026h\x1b[?2026l",
        b"\x1b[>1u\x1b[<u\x1b[=5;1u",
        b"\x1b]0;title\x07\x1b]22;default\x07\x1b]52;c;AAAA\x1b\\",
        b"\x1bP+q544e\x1b\\\x1b_Gi=1;x\x1b\\",
        b"\x1b[4:3m\x1b[58:2::1:2:3m",
        b"\x1b[1;2;3A\x1b[2 q\x1b[!p\x1b[?5W",
        b"\x1b(B\x1b=\x1b>",
        b"\xc2\x9b",
    ],
)
def test_unknown_sequence_draws_nothing_even_when_it_comes_in_pieces(sequence: bytes) -> None:
    whole = shown(b"one " + sequence + b"two")
    assert whole.line(0) == "one two"
    screen = Screen(20, 4)
    for number in b"one " + sequence + b"two":
        screen.feed(bytes([number]))
    assert screen.line(0) == "one two"


def test_style_is_read_in_both_spellings() -> None:
    for style in (b"\x1b[1;38;2;1;2;3m", b"\x1b[1;38:2::1:2:3m", b"\x1b[1;38:2:1:2:3m"):
        cell = shown(style + b"x").buffer[0][0]
        assert (cell.data, cell.fg, cell.bold) == ("x", "010203", True)


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("学校 end", "学校 end", 8),
        ("🏫 end", "🏫 end", 6),
        ("e\u0301cole", "école", 5),
        ("⚠\ufe0f end", "⚠\ufe0f end", 5),
        ("👩\u200d🏫 end", "👩\u200d🏫 end", 8),
        ("学\u0301校 end", "学\u0301校 end", 8),
        ("学\x1b[1;2Hx", " x", 2),
        ("学\x1b[1;1Hx", "x", 1),
    ],
)
def test_wide_and_joined_characters_take_the_cells_they_take_in_xterm(
    text: str, line: str, column: int
) -> None:
    screen = shown(text.encode())
    assert (screen.line(0), screen.cursor.x) == (line, column)


def test_leaving_the_alternate_screen_brings_the_main_one_back() -> None:
    screen = shown(b"before\r\n\x1b[?1049h\x1b[Hfull screen")
    assert screen.line(0) == "full screen"
    screen.feed(b"\x1b[?1049lafter")
    assert [screen.line(row) for row in range(4)] == ["before", "after", "", ""]


def test_scrolling_moves_only_the_rows_between_the_margins() -> None:
    screen = shown(b"1\r\n2\r\n3\r\n4\x1b[2;3r\x1b[S")
    assert [screen.line(row) for row in range(4)] == ["1", "3", "", "4"]
    screen.feed(b"\x1b[T")
    assert [screen.line(row) for row in range(4)] == ["1", "", "3", "4"]


def test_wait_for_finds_rows_and_returns_the_match() -> None:
    with echo() as terminal:
        terminal.type("Blue Coat")
        assert terminal.wait_for(r"^b'(\w+) Coat'$").group(1) == "Blue"
        assert terminal.cell(0, 0).data == "r"
        assert terminal.cursor == (2, 0, False)
        assert terminal.bytes_received == len(b"ready\r\nb'Blue Coat'\r\n")


def test_failed_wait_shows_the_screen() -> None:
    with echo() as terminal:
        with pytest.raises(AssertionError, match=r"(?s)'Schools' did not .*running.*│ready"):
            terminal.wait_for("Schools", timeout=0.1)
        with pytest.raises(AssertionError, match=r"(?s)'ready' was still there.*│ready"):
            terminal.wait_gone("ready", timeout=0.1)


def test_a_limit_is_longer_only_where_the_program_took_as_long_to_come_up() -> None:
    with echo() as terminal:
        terminal.wait_for("ready")
        assert 0 < terminal.within(0) < 15
        assert terminal.within(60) == 60


def test_wait_ends_early_when_the_program_has_ended() -> None:
    with python("print('last words')\nsys.exit(4)") as terminal:
        with pytest.raises(AssertionError, match=r"(?s)ended with exit code 4.*│last words"):
            terminal.wait_for("Schools", timeout=3600)


def test_wait_gone_returns_once_the_text_is_gone() -> None:
    script = "print('busy', flush=True)\nsys.stdin.readline()\nprint('\\x1b[2J\\x1b[Hdone')"
    with python(script) as terminal:
        terminal.wait_for("busy")
        terminal.press("enter")
        terminal.wait_gone("busy")
        assert terminal.lines()[0] == "done"


def test_half_a_synchronised_picture_is_not_looked_at() -> None:
    script = """
        print("\\x1b[?2026hSaving", end="", flush=True)
        sys.stdin.readline()
        print("\\x1b[2J\\x1b[HSaved\\x1b[?2026l", flush=True)
        sys.stdin.readline()
    """
    with python(script) as terminal:
        while not terminal.bytes_received:
            terminal.settle()
        assert "Saving" in terminal.text
        with pytest.raises(AssertionError):
            terminal.wait_for("Saving", timeout=0.1)
        terminal.press("enter")
        terminal.wait_for("^Saved$")


def test_settle_waits_for_quiet_and_refuses_endless_output() -> None:
    with echo() as terminal:
        terminal.type("x")
        terminal.settle(quiet=0.5)
        assert terminal.lines()[1] == "b'x'"
    with python("while True: print('more')") as terminal:
        terminal.wait_for("more")
        with pytest.raises(AssertionError, match="still wrote after"):
            terminal.settle(timeout=0.2)


def test_writing_and_reading_much_at_the_same_time_does_not_lock_up() -> None:
    script = """
        import os, tty
        tty.setraw(0)
        os.write(1, b"ready")
        count = 0
        while count < 100_000:
            count += len(os.read(0, 1000))
            os.write(1, b"." * 1000)
        os.write(1, b"\\x1b[2J\\x1b[Hall came")
    """
    with python(script) as terminal:
        terminal.wait_for("ready")
        terminal.write(b"k" * 100_000)
        terminal.wait_for("^all came$")


def test_program_that_takes_no_keys_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.terminal.real_terminal._WRITING_TIME", 0.2)
    script = "import time, tty\ntty.setraw(0)\nprint('deaf', flush=True)\ntime.sleep(3600)"
    with python(script) as terminal:
        terminal.wait_for("deaf")
        with pytest.raises(AssertionError, match="took no more keys"):
            terminal.write(b"k" * 1_000_000)


def test_resizing_tells_the_program() -> None:
    script = """
        import os, signal
        tell = lambda *_: os.write(1, b"size %d %d\\r\\n" % os.get_terminal_size())
        signal.signal(signal.SIGWINCH, tell)
        tell()
        while True:
            signal.pause()
    """
    with python(script) as terminal:
        terminal.wait_for("^size 80 24$")
        terminal.resize(60, 20)
        terminal.wait_for("^size 60 20$")
        assert len(terminal.lines()) == 20


def test_exit_code_is_the_programs_and_its_last_words_are_read() -> None:
    with python("print('x' * 100_000)\nprint('\\nlast words')\nsys.exit(3)") as terminal:
        assert terminal.exit_code() == 3
        assert "last words" in terminal.text
        terminal.press("enter")


def test_exit_code_of_a_running_program_is_refused() -> None:
    with echo() as terminal:
        with pytest.raises(AssertionError, match="had not ended"):
            terminal.exit_code(timeout=0.1)


def test_signal_ends_the_program_or_is_handled_by_it() -> None:
    with echo() as terminal:
        terminal.signal(signal.SIGTERM)
        assert terminal.exit_code() == -signal.SIGTERM
    script = """
        import signal
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(5))
        print("ready", flush=True)
        signal.pause()
    """
    with python(script) as terminal:
        terminal.wait_for("ready")
        terminal.signal(signal.SIGTERM)
        assert terminal.exit_code() == 5


def test_interrupt_key_reaches_the_program_as_a_signal() -> None:
    script = "import signal\nprint('ready', flush=True)\nsignal.pause()"
    with python(script) as terminal:
        terminal.wait_for("ready")
        terminal.press("ctrl+c")
        assert terminal.exit_code() == -signal.SIGINT
        assert "KeyboardInterrupt" in terminal.text


def test_dropped_line_hangs_up_on_the_program() -> None:
    with echo() as terminal:
        terminal.hang_up()
        assert terminal.exit_code() == -signal.SIGHUP
        assert terminal.lines()[0] == "ready"


def test_killed_program_leaves_with_the_signal() -> None:
    with echo() as terminal:
        terminal.kill()
        assert terminal.exit_code() == -signal.SIGKILL


def test_program_that_cannot_be_started_is_reported() -> None:
    with pytest.raises(FileNotFoundError):
        Terminal(["/no/such/program"], env={})


@pytest.mark.parametrize("ending", ["", "sys.exit(0)"])
def test_everything_that_the_program_started_ends_with_it(tmp_path: Path, ending: str) -> None:
    line_to_child = tmp_path / "line"
    os.mkfifo(line_to_child)
    reader = os.open(line_to_child, os.O_RDONLY | os.O_NONBLOCK)
    child = f"line = open({str(line_to_child)!r}, 'w'); import signal; signal.signal(1, 1); "
    child += "signal.alarm(60); line.write('x'); line.flush(); signal.pause()"
    script = f"""
        import subprocess
        subprocess.Popen([sys.executable, "-c", {child!r}])
        print("ready", flush=True)
        sys.stdin.readline()
        {ending or "sys.stdin.readline()"}
    """
    try:
        with python(script) as terminal:
            terminal.wait_for("ready")
            assert select.select([reader], [], [], 10)[0]
            assert os.read(reader, 10) == b"x"
            terminal.press("enter")
            if ending:
                assert terminal.exit_code() == 0
        assert select.select([reader], [], [], 10)[0]
        assert os.read(reader, 10) == b"", "the child still holds its end of the line"
    finally:
        os.close(reader)


def test_textual_program_is_shown_typed_into_resized_and_left() -> None:
    with python(SMALLEST_DESK) as terminal:
        terminal.wait_for("^Bishop's Castle 学校 🏫 end$")
        terminal.wait_for("^80 by 24$")
        assert terminal.cell(0, 16).data == "学"
        assert terminal.cell(0, 17).data == ""
        assert terminal.cell(0, 0).fg == "e0e0e0"
        terminal.resize(60, 20)
        terminal.wait_for("^60 by 20$")
        assert b"\x1b[?2026h" in terminal.output, "Textual read the answer to its question"
        terminal.type("77")
        terminal.press("left", "backspace", "end")
        terminal.wait_for("^7$")
        terminal.press("enter")
        assert terminal.exit_code() == 3
        assert not any(terminal.lines()), "the screen from before the program is back"


def test_textual_program_sees_escape_and_paste() -> None:
    with python(SMALLEST_DESK) as terminal:
        terminal.wait_for("80 by 24")
        terminal.paste("École [b] 🏫")
        terminal.wait_for(re.escape("École [b] 🏫"))
        terminal.press("ctrl+q")
        assert terminal.exit_code() == 3


class TestFixtures:
    @pytest.fixture
    def program(self) -> list[str]:
        script = """
            import os, sys
            print(*sys.argv[1:], os.isatty(0), sys.stdin.readline().strip(), sep="|")
            print(os.getcwd() == os.environ["HOME"], *sorted(os.environ), sep="|")
            print(sys.argv[-1], file=sys.stderr)
            sys.exit(2)
        """
        return [sys.executable, "-c", textwrap.dedent(script)]

    NAMES = "HOME|{}LANG|LOGNAME|PATH|PYTHONPATH|{}TMPDIR|XDG_CACHE_HOME|XDG_CONFIG_HOME"
    NAMES += "|XDG_DATA_HOME|XDG_RUNTIME_DIR|XDG_STATE_HOME"

    def test_desk_starts_on_its_day_in_a_home_of_its_own(
        self, desk: Callable[..., Terminal]
    ) -> None:
        terminal = desk("--sample", size=(200, 24))
        terminal.type("typed\n")
        assert terminal.exit_code() == 2
        names = "COLORTERM|" + self.NAMES.format("", "TERM|")
        assert terminal.lines()[:4] == [
            "typed",
            "--today|2026-11-21|--sample|True|typed",
            f"True|{names}",
            "--sample",
        ]

    def test_alliance_runs_without_a_terminal(
        self, alliance: Callable[..., subprocess.CompletedProcess[str]]
    ) -> None:
        done = alliance("list", "schools", today="2027-01-01", typed="typed\n")
        assert done.returncode == 2
        assert done.stdout.splitlines() == [
            "--today|2027-01-01|list|schools|False|typed",
            f"True|{self.NAMES.format('', '')}",
        ]
        assert done.stderr == "schools\n"
