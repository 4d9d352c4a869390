"""How a verb ends that is told to: as by ctrl+c, so that nothing half done is left beside a file."""

import signal

_TOLD_TO_END = (signal.SIGTERM, signal.SIGHUP)


def heed() -> None:
    """Have what ends the process by default interrupt it instead; what was ignored, as under nohup, stays so."""
    if signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        return
    for signum in _TOLD_TO_END:
        if signal.getsignal(signum) is signal.SIG_DFL:
            signal.signal(signum, lambda *_: signal.raise_signal(signal.SIGINT))
