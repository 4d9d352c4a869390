"""Moving in a list by keys."""

from typing import Any

from screens.keys import Press
from screens.widgets.row_list import RowList


class ListMotion:
    """The actions that move in `rows`; for a KeyedScreen, named before it among the bases."""

    @property
    def rows(self) -> RowList[Any]:
        """The list that the keys move in; each screen says which."""
        raise NotImplementedError

    async def action_down(self, press: Press) -> None:
        """Next row."""
        await self.rows.move(press.count or 1)

    async def action_up(self, press: Press) -> None:
        """Row before."""
        await self.rows.move(-(press.count or 1))

    async def action_half_down(self, press: Press) -> None:
        """Half a page down."""
        await self.rows.move_page(press.count or 1, half=True)

    async def action_half_up(self, press: Press) -> None:
        """Half a page up."""
        await self.rows.move_page(-(press.count or 1), half=True)

    async def _page_down(self, press: Press) -> None:
        """One page down."""
        await self.rows.move_page(press.count or 1, half=False)

    async def _page_up(self, press: Press) -> None:
        """One page up."""
        await self.rows.move_page(-(press.count or 1), half=False)

    # Every Widget has methods of these two names that take no Press; Any lets ours stand before them.
    action_page_down: Any = _page_down
    action_page_up: Any = _page_up

    async def action_top(self, press: Press) -> None:
        """First row, or the row of that number."""
        await self._to(press.count or 1)

    async def action_bottom(self, press: Press) -> None:
        """Last row, or the row of that number."""
        if press.count:
            await self._to(press.count)
        else:
            await self.rows.to_bottom()

    async def _to(self, number: int) -> None:
        await self.rows.to_top()
        await self.rows.move(number - 1)
