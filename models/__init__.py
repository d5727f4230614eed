"""Models: what is kept, and every question asked of it. Know no screen, language, file format."""

from models.addresses import Address, AddressKind, ClosedReason, Dossier, DossierStatus
from models.backups import Backup
from models.batches import Batch, Overlap
from models.corrections import Correction
from models.counted import CountedAddress, CountedHelp, CountedState
from models.drafts import DraftRow
from models.erasures import Erasure, Ground
from models.extension_requests import Decision, ExtensionRequest
from models.issues import Issue
from models.journal import Entry, JournalHead
from models.periods import Extension, Period
from models.record import Certainty, Record
from models.reminder_schedules import Channel, Rung
from models.reminders import Delivery, Reminder
from models.report_texts import ReportText
from models.results import Result, Status
from models.scans import Scan, ScanKind
from models.send_backs import SendBack
from models.settings import DataVersion, Setting
from models.sign_ins import SignIn
from models.spellings import ConfirmedSpelling
from models.submissions import Submission
from models.supports import Support, SupporterKind, SupportKind
from models.tasks import AddsUp, Assignment, Money, Role, Task
from models.units import Level, Succession, SuccessionKind, Unit, UnitAlias, UnitKind
from models.users import Credential, OneTimeCode, RecoveryCode, SecondFactor, User, UserRole

__all__ = [
    "Address",
    "AddressKind",
    "AddsUp",
    "Assignment",
    "Backup",
    "Batch",
    "Certainty",
    "Channel",
    "ClosedReason",
    "ConfirmedSpelling",
    "Correction",
    "CountedAddress",
    "CountedHelp",
    "CountedState",
    "Credential",
    "DataVersion",
    "Decision",
    "Delivery",
    "Dossier",
    "DossierStatus",
    "DraftRow",
    "Entry",
    "Erasure",
    "Extension",
    "ExtensionRequest",
    "Ground",
    "Issue",
    "JournalHead",
    "Level",
    "Money",
    "OneTimeCode",
    "Overlap",
    "Period",
    "Record",
    "RecoveryCode",
    "Reminder",
    "ReportText",
    "Result",
    "Role",
    "Rung",
    "Scan",
    "ScanKind",
    "SecondFactor",
    "SendBack",
    "Setting",
    "SignIn",
    "Status",
    "Submission",
    "Succession",
    "SuccessionKind",
    "Support",
    "SupportKind",
    "SupporterKind",
    "Task",
    "Unit",
    "UnitAlias",
    "UnitKind",
    "User",
    "UserRole",
]
