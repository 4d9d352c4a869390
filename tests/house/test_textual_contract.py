"""The private parts of Textual that tui/ and screens/keys.py lean on are still as they were.

When one of these fails after a new Textual, read that part of its source, adapt ours, then this.
"""

import importlib.metadata
import inspect
from collections.abc import Callable
from typing import Any

import pytest
from textual import constants
from textual._parser import Parser
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.strip import Strip
from textual.worker import Worker

SAYS: list[tuple[Callable[..., Any], str]] = [
    (App._handle_exception, "self._return_code = 1"),
    (App._handle_exception, "self._fatal_error()"),
    (App._handle_exception, "self.panic(error)"),
    (App._fatal_error, "self._close_messages_no_wait()"),
    (App.panic, "self._close_messages_no_wait()"),
    (App._shutdown, "self._print_error_renderables()"),
    (App._shutdown, "self._driver.close()"),
    (App._print_error_renderables, "self._exit_renderables.clear()"),
    (App._build_driver, "mouse=mouse"),
    (App.remove_mode, "del self._modes[mode]"),
    (App._watch_theme, "self.refresh_css"),
    (App.on_event, "not event.is_forwarded"),
    (App.on_event, "forward_target._forward_event(event)"),
    (MessagePump.call_later, "return self.post_message(message)"),
    (App.on_event, "isinstance(event, events.Paste) and not event.is_forwarded"),
    (App._display, "self._driver.write(terminal_sequence)"),
    (App._begin_update, "self._driver.write(SYNC_START)"),
    (App._end_update, "self._driver.write(SYNC_END)"),
    (Strip.render_style, 'f"\\x1b[{ansi}m{text}\\x1b[0m"'),
    (LinuxDriver.start_application_mode, "signal.signal(signal.SIGWINCH, on_terminal_resize)"),
    (Screen._on_resize, "self._screen_resized(event.size)"),
    (Screen._screen_resized, "self._refresh_layout(size)"),
    (Screen._refresh_layout, "ResizeEvent(region.size, virtual_size, container_size)"),
    (Worker._run, "WorkerFailed(self._error)"),
    (LinuxDriver.__init__, "signal.signal(signal.SIGTSTP, self._sigtstp_application)"),
    (LinuxDriver.__init__, "signal.signal(signal.SIGCONT, self._sigcont_application)"),
    (LinuxDriver.start_application_mode, "Thread(target=self._run_input_thread"),
    (LinuxDriver.start_application_mode, "self.attrs_before = termios.tcgetattr"),
    (LinuxDriver.disable_input, "self._key_thread.join()"),
    (LinuxDriver.stop_application_mode, "self.disable_input()"),
    (LinuxDriver._run_input_thread, "self.run_input_thread()"),
    (LinuxDriver.write, "self._writer_thread.write(data)"),
    (LinuxDriver.close, "self._writer_thread.stop()"),
    (LinuxDriver._enable_mouse_support, "if not self._mouse:"),
    (XTermParser.parse, "constants.ESCAPE_DELAY"),
    (Parser.tick, "get_time() >= self._timeout_time"),
]


def test_it_is_the_version_these_rules_were_measured_on() -> None:
    assert importlib.metadata.version("textual") == "8.2.8"


@pytest.mark.parametrize(("part", "words"), SAYS, ids=lambda value: getattr(value, "__qualname__", ""))
def test_the_part_still_does_what_we_lean_on(part: Callable[..., Any], words: str) -> None:
    assert words in inspect.getsource(part), f"{part.__qualname__} of Textual no longer says: {words}"


def test_a_lone_escape_gives_the_parser_a_deadline() -> None:
    parser = XTermParser(debug=False)
    assert parser._timeout_time is None
    assert list(parser.feed("\x1b")) == []
    assert parser._timeout_time is not None


def test_the_escape_delay_is_read_from_where_curses_reads_it() -> None:
    assert '_get_environ_int("ESCDELAY"' in inspect.getsource(constants)
