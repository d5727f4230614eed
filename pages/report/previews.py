"""Previews: each file dropped, understood and planned, once per state of the data."""

import hashlib

import streamlit as st
from sqlalchemy import Engine

from actions.permissions import Actor
from actions.receive import Letter, Preview
from actions.receive import previews as sheets_of
from intake.tables import Upload
from pages.parts.visit import Visit

KEPT = 16  # files whose frames stay in memory; the oldest goes first


def previews(visit: Visit, letter: Letter) -> list[Preview]:
    """The files in the uploader, in the order they were dropped, each sheet with rows apart."""
    dropped = st.file_uploader(
        visit.words.say("receive.files"),
        accept_multiple_files=True,
        key="files",
    )
    uploads = [Upload(one.name, one.getvalue()) for one in dropped]
    return [one for upload in uploads for one in _previews_of(visit, upload, letter)]


def _previews_of(visit: Visit, upload: Upload, letter: Letter) -> list[Preview]:
    digest = hashlib.sha256(upload.content).hexdigest()
    key = repr((str(visit.engine.url), visit.version, upload.name, digest, letter, visit.actor))
    return _kept(key, visit.engine, upload, _letter=letter, _actor=visit.actor)


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def _kept(
    key: str, _engine: Engine, _upload: Upload, *, _letter: Letter, _actor: Actor
) -> list[Preview]:
    del key  # only tells one preview from another
    return sheets_of(_engine, _upload, _letter, actor=_actor)
