"""Keep an accepted arrival: its batch, its submissions, its rows as new versions."""

from typing import TYPE_CHECKING

import pandas as pd
from sqlalchemy import insert
from sqlmodel import Session, col, select

from actions.deeds import Deed
from actions.returns.batch_access import find_sending_unit
from actions.versions import TABLES, add_frame, supersede
from intake.change_plan import SHAPES, Plan
from intake.headers.headings import HeaderMap
from intake.pipeline import Arrival
from intake.reading.converted import find_converted_kind
from intake.redaction.kept_copy import redact_upload
from intake.redaction.row_erasure import erase_addresses, erase_codes
from intake.tables import Unreadable
from intake.text.cleaning import make_code_key
from intake.text.unseen_letters import remove_unseen
from models import Address, Batch, Submission
from models.spans import day_of

if TYPE_CHECKING:
    from actions.returns.receive import Letter

TABLE_ENDING = ".xlsx"


def keep(
    under_way: Deed,
    arrival: Arrival,
    *,
    letter: "Letter",
    token: str,
    sent: HeaderMap | None = None,
) -> Batch:
    """Write everything the arrival's plan says. Called inside the deed's transaction. `sent` is
    the table as it was sent, where cells of the arrival's were corrected: of that a copy is
    kept."""
    if arrival.plan is None:
        raise RuntimeError("an arrival without a plan cannot be kept")
    batch = _build_batch(under_way, arrival, letter=letter, token=token, sent=sent)
    under_way.session.add(batch)
    under_way.session.flush()
    writes = arrival.plan.writes
    supersede(
        under_way.session,
        TABLES[arrival.plan.layout],
        ids=writes["stored_id"].dropna().astype("int64").tolist(),
        by=batch.id,
        now=under_way.now,
    )
    linked = LINKS[arrival.plan.layout](under_way, batch, plan=arrival.plan)
    content = list(SHAPES[arrival.plan.layout].content)
    identity = [name for name in SHAPES[arrival.plan.layout].identity if name != "code"]
    chosen = pd.concat([writes[[*identity, *content, "sheet"]], linked], axis=1)
    placed = chosen.assign(row=chosen.index, recorded_at=under_way.now)
    add_frame(under_way.session, TABLES[arrival.plan.layout], placed)
    return batch


def _build_batch(
    under_way: Deed, arrival: Arrival, *, letter: "Letter", token: str, sent: HeaderMap | None
) -> Batch:
    if arrival.plan is None or arrival.rows is None:
        raise RuntimeError("an arrival without a plan cannot be kept")
    table = sent or arrival.rows.headers
    content = _remove_erased_addresses(redact_upload(arrival.upload, table), arrival)
    return Batch(
        token=token,
        file_name=_build_file_name(arrival),
        digest=arrival.digest,
        content=content,
        size_bytes=len(content),
        layout=arrival.plan.layout,
        sheet=arrival.sheet,
        document_no=letter.document_no,
        document_on=letter.document_on,
        sent_on=letter.sent_on,
        received_on=letter.received_on,
        received_by=under_way.actor.code,
        receiver_id=under_way.actor.user_id,
        unit_id=find_sending_unit(under_way.session, under_way.actor, day_of(under_way.now)),
        rows_new=arrival.plan.new,
        rows_changed=arrival.plan.changed,
        rows_unchanged=arrival.plan.unchanged,
        rows_left=arrival.plan.left + len(arrival.plan.waiting),
        recorded_at=under_way.now,
        emptied_at=None if content else under_way.now,
    )


def _remove_erased_addresses(content: bytes, arrival: Arrival) -> bytes:
    """The copy to keep says nothing of an address that was erased and stays so; it goes
    whole where it cannot be written again."""
    if not arrival.erased:
        return content
    try:
        rest = erase_addresses(content, arrival.erased)
    except Unreadable:
        return b""
    return content if rest is None else rest


def _build_file_name(arrival: Arrival) -> str:
    """The file's name, which the journal keeps for ever, without the code of an address in it
    and without signs that nobody sees."""
    name = remove_unseen(arrival.upload.name)
    is_rewritten = arrival.table is not None and arrival.table.is_rewritten
    is_converted = is_rewritten or find_converted_kind(arrival.upload.content) is not None
    if is_converted and not name.lower().endswith(TABLE_ENDING):
        name = f"{name}{TABLE_ENDING}"  # as it is kept
    if arrival.rows is None:
        return name[-255:]
    own = [name for name in ("code", "address_code") if name in arrival.rows.frame]
    folded_name = make_code_key(name)
    codes = [str(code) for name in own for code in arrival.rows.frame[name].dropna().unique()]
    named = tuple(code for code in codes if make_code_key(code) in folded_name)
    return (erase_codes(name, named) if named else name)[-255:]


def _save_submissions(under_way: Deed, batch: Batch, *, plan: Plan) -> pd.DataFrame:
    """One submission per unit and year of the file; gives each row its submission_id."""
    rows = [
        {
            "batch_id": batch.id,
            "unit_id": int(unit_id),
            "year": int(year),
            "document_no": batch.document_no,
            "document_on": batch.document_on,
            "sent_on": batch.sent_on,
            "received_on": batch.received_on,
            "nil": bool(nil),
            "estimate": False,
            "recorded_at": under_way.now,
        }
        for unit_id, year, nil in plan.returns.itertuples(index=False, name=None)
    ]
    if rows:  # none where all that it says was left to another file
        under_way.session.connection().execute(insert(Submission), rows)
    query = select(Submission.unit_id, Submission.year, col(Submission.id)).where(
        Submission.batch_id == batch.id
    )
    numbers = {(unit_id, year): number for unit_id, year, number in under_way.session.exec(query)}
    units, years = plan.writes["unit_id"].tolist(), plan.writes["year"].tolist()
    ids = [numbers[pair] for pair in zip(units, years, strict=True)]
    return pd.DataFrame({"submission_id": ids}, index=plan.writes.index, dtype="Int64")


def _save_dossiers(under_way: Deed, batch: Batch, *, plan: Plan) -> pd.DataFrame:
    """Registers addresses not known yet; gives each row its address_id and batch_id."""
    codes = plan.writes["code"]
    known = _find_address_ids(under_way.session, codes.tolist())
    missing = [code for code in codes if code not in known]
    if missing:
        rows = [{"code": code, "recorded_at": under_way.now} for code in missing]
        under_way.session.connection().execute(insert(Address), rows)
        known |= _find_address_ids(under_way.session, missing)
    return pd.DataFrame({"address_id": codes.map(known), "batch_id": batch.id}, index=codes.index)


def _find_address_ids(session: Session, codes: list[str]) -> dict[str, int]:
    ids: dict[str, int] = {}
    for start in range(0, len(codes), 5000):
        part = codes[start : start + 5000]
        query = select(col(Address.code), col(Address.id)).where(col(Address.code).in_(part))
        ids |= {code: number for code, number in session.exec(query) if number is not None}
    return ids


def _link_supports(_under_way: Deed, batch: Batch, *, plan: Plan) -> pd.DataFrame:
    return pd.DataFrame({"batch_id": batch.id}, index=plan.writes.index)


LINKS = {"results": _save_submissions, "addresses": _save_dossiers, "supports": _link_supports}
