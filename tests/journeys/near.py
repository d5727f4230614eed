"""A desk whose terminal is in the tests' own process. To start a process costs some three seconds
of processor time, which is not what a journey is about; that a process starts, and what it
writes there, is proven in `tests/doors`."""

import io
import os
import subprocess
from contextlib import chdir, redirect_stderr, redirect_stdout
from unittest.mock import patch

from models.database import ADDRESS_VARIABLE
from oversight import main
from tests.journeys.desk import Desk


class NearDesk(Desk):
    """A desk that types its words into this process."""

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Type `words` after `oversight.py` at this database's terminal."""
        said, complained = io.StringIO(), io.StringIO()
        address = {ADDRESS_VARIABLE: f"sqlite:///{self.database}"}
        with (
            patch.dict(os.environ, address),
            chdir(self.folder),
            redirect_stdout(said),
            redirect_stderr(complained),
        ):
            try:
                code = main(words)
            except SystemExit as ended:  # words that are none
                code = ended.code if isinstance(ended.code, int) else 1
        return subprocess.CompletedProcess(words, code, said.getvalue(), complained.getvalue())
