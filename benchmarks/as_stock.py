"""The yardstick of what we draw: Wellkept with all that Textual writes sent to the terminal as it comes."""

import sys
from unittest import mock

from tui.__main__ import main as wellkept
from tui.driver import WellkeptDriver


def _write(driver: WellkeptDriver, data: str) -> None:
    driver.outlet.write(data)


def main() -> int:
    """Run Wellkept so."""
    with mock.patch.object(WellkeptDriver, "write", _write):
        return wellkept()


if __name__ == "__main__":
    sys.exit(main())
