"""The codes of the store in which entries are kept: ST."""

from spendreview.codes.meaning import Meaning

STORE: dict[str, Meaning] = {
    "ST701": Meaning(
        "Not a store's address",
        "What --store or SPENDREVIEW_STORE names is neither a path nor the URL of a database that is understood.",
        "Give a path, sqlite:///path, or postgresql://user@host/database.",
    ),
    "ST702": Meaning(
        "No store there",
        "There is no store at this place yet, and this command makes none.",
        "Import a return first, which makes one, or name another place with --store.",
    ),
    "ST703": Meaning(
        "Not a store",
        "The path is a folder, a file of another kind, or a database of another program.",
        "Name a store, or a file that is not there yet.",
    ),
    "ST704": Meaning(
        "Made by a newer program",
        "The store's tables are of a revision that this program does not know; it is named.",
        "Use that version of spendreview or a newer one.",
    ),
    "ST705": Meaning(
        "Store cannot be opened",
        "Its folder is missing, the server cannot be reached, or it refuses the user.",
        "Look at the address; give user and password in the URL or in PGPASSWORD.",
    ),
    "ST706": Meaning(
        "Store is read-only",
        "The file, its folder or the database may not be written to. Questions can be asked of it all the same, "
        "unless a writer that was killed has left its log beside the file, or the store is older than the program: "
        "then it must be brought up to date first.",
        "Put it where you may write, or ask whoever keeps it.",
    ),
    "ST707": Meaning(
        "No room",
        "The disk that holds the store is full, or refuses a write. Nothing of what was imported is in the store.",
        "Free space, then run again.",
    ),
    "ST708": Meaning(
        "Store is in use",
        "Another program was writing to it and did not finish in time.",
        "Wait until it has, then run again.",
    ),
    "ST709": Meaning(
        "Store is damaged",
        "The file cannot be read whole: it was cut, or changed by something else.",
        "Go back to a copy; `spendreview vfm verify` says up to which entry it holds.",
    ),
    "ST710": Meaning(
        "No driver for PostgreSQL",
        "The store is a PostgreSQL database, and the package that talks to one is not installed.",
        'Install it: pip install "spendreview[postgres]".',
    ),
    "ST711": Meaning(
        "Chain broken",
        "Computed again, the chain of entries is not what was entered, or not that of a head printed earlier.",
        "Keep the file as it is, go back to a copy, and find out who changed it.",
    ),
    "ST712": Meaning(
        "No copy could be made",
        "An older store is copied before it is brought up to date; the copy could not be written.",
        "Give the folder room, or make it writable; nothing was changed.",
    ),
    "ST713": Meaning(
        "Entries are never changed",
        "Something tried to change or remove an entry.",
        "Correct it by an entry of its own: `spendreview vfm correct`.",
    ),
    "ST714": Meaning(
        "Value cannot be kept",
        "A text holds the character NUL or half a character, as one in another encoding does, or a number is none.",
        "Type it again: text as it is written, numbers of at most eighteen digits.",
    ),
    "ST715": Meaning(
        "Not a head",
        "What the chain is to be held against is not a head as outputs print it.",
        "Copy it from the output: the number of an entry, a hyphen, and at least sixteen characters of its hash.",
    ),
    "ST716": Meaning(
        "Not kept by the database",
        "The database took rows and does not have them: a trigger or a rule that is not the store's swallows them. "
        "Nothing of what was entered is in the store.",
        "Have whoever keeps the database take away what is not the store's, then run again.",
    ),
}
