"""Actions: the only way anything changes. One permission, one transaction, one journal entry."""
