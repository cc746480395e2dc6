"""The codes of the workbook's reader: WB faults, WW warnings."""

from spendreview.codes.meaning import Meaning

WORKBOOK: dict[str, Meaning] = {
    "WB001": Meaning(
        "File not found, or locked",
        "The path names no file, or another program holds it open.",
        "Check the path; close the workbook in Excel.",
    ),
    "WB002": Meaning("Not .xlsx", "The file is .xls, .xlsb, .ods or CSV.", "Open it in Excel and save it as .xlsx."),
    "WB003": Meaning(
        "Password, or the old format",
        "The file asks for a password, or is an .xls file under another name.",
        "Save it as .xlsx without a password.",
    ),
    "WB004": Meaning("Damaged file", "The file is not a workbook, or is broken.", "Let Excel repair it, and save it."),
    "WB005": Meaning(
        "Too large",
        "Unpacked, the workbook is larger than any review, as a zip bomb would be; or a sheet spreads its values over "
        "more than six million cells; or a cell is longer than Excel takes.",
        "Take out pictures and sheets that do not belong to the review; or clear the cells that the message names.",
    ),
    "WB010": Meaning(
        "Sheet missing", "The workbook lacks a sheet that it must have.", "Add the sheet; the template has it."
    ),
    "WB011": Meaning(
        "Header row not found",
        "No row among the first twelve holds every required column; the nearest row and what it lacks are named.",
        "Add the columns named, or copy the header from the template.",
    ),
    "WB012": Meaning(
        "Unknown column",
        "A header is not a column of this sheet, nor a note of your own.",
        "Correct its spelling, or start the header with # or note if the column is yours.",
    ),
    "WB013": Meaning("Column twice", "Two columns have the same header.", "Keep one of them."),
    "WB014": Meaning(
        "Unknown setting",
        "A row of a sheet of settings names none that is known.",
        "Correct its spelling, or start the name with # if the row is yours.",
    ),
    "WB015": Meaning("Setting missing", "A setting that the review needs has no row.", "Add its row, with a value."),
    "WB016": Meaning(
        "Another version of the format",
        "The setting `format` names a version that this program does not read.",
        "Use the program that the workbook was made for, or start from its template.",
    ),
    "WB017": Meaning(
        "Plan years out of order",
        "The plan years are not one to five consecutive years that begin right after the baseline year.",
        "Correct `baseline_year` or `plan_years` in the sheet Review.",
    ),
    "WB018": Meaning(
        "Sheet twice",
        "Two sheets have the same title but for case or surrounding space.",
        "Rename the one that is not meant.",
    ),
    "WB101": Meaning("Blank cell", "A required cell holds nothing.", "Fill it in; put 0 if the figure is nil."),
    "WB102": Meaning(
        "Not a number",
        "A word, a mark such as n/a or [x], TRUE, or text that could mean several numbers.",
        "Type the number; for nothing, 0 or, where the sheet allows it, a blank.",
    ),
    "WB103": Meaning(
        "Number out of range", "The number is outside what the column takes.", "Correct it; mind the unit."
    ),
    "WB104": Meaning(
        "Not one of the words", "The cell holds something other than the words it takes.", "Choose from the drop-down."
    ),
    "WB105": Meaning(
        "Excel error", "The cell shows #DIV/0!, #REF! or the like.", "Correct the formula and save in Excel."
    ),
    "WB106": Meaning(
        "Not a year or a date",
        "The cell holds no financial year such as 2008-09, or no date.",
        "Type the year as text, with a hyphen and two figures after it; a date as 2008-04-01.",
    ),
    "WB107": Meaning(
        "Date where a number belongs",
        "Excel made a date of what was typed; taken as a number it would be its serial number.",
        "Format the cell as a number and type the figure again.",
    ),
    "WB108": Meaning("Decimal comma", "A comma stands where a decimal point may be meant.", "Type a point: 12.5."),
    "WB109": Meaning(
        "Not a code", "A code holds a space or a semicolon.", "Use letters, figures and hyphens, such as HO-NP1."
    ),
    "WB110": Meaning(
        "Formula never calculated",
        "The file was written by a program that does not calculate, so the cell has no value.",
        "Open it in Excel and save it.",
    ),
    "WB111": Meaning("Code twice", "Two rows have the same code, or a setting stands twice.", "Rename or remove one."),
    "WB112": Meaning(
        "Code of no row",
        "A cell names a department, bid, priority or indicator that its sheet does not have.",
        "Correct the spelling, or add the row.",
    ),
    "WW201": Meaning("Number as text", "The cell is text that is plainly a number.", "None is needed."),
    "WW202": Meaning(
        "Rounded to £ thousand",
        "The figure has more than three decimals of £ million; it was rounded half to even.",
        "None is needed; or round it yourself.",
    ),
    "WW203": Meaning("Dash read as zero", "A lone dash stands where a blank would be zero.", "None is needed."),
    "WW204": Meaning(
        "Date read back as a year",
        "Excel turned 2008-09 into September 2008.",
        "Format the cell as text, then type the year again.",
    ),
    "WW205": Meaning(
        "Sheet not read",
        "The workbook has a sheet that the format does not know.",
        "None if it is yours; correct the title if it is meant to be read.",
    ),
    "WW206": Meaning(
        "Far cells not read",
        "A sheet has cells further down or to the right than any review.",
        "None if they are not meant; mostly a stray value or colour.",
    ),
    "WW207": Meaning(
        "Values may be old",
        "The file asks to be recalculated when opened, and the sheet has formulas: it was written by a program.",
        "Open it in Excel and save it, so that formulas hold their values.",
    ),
    "WW208": Meaning(
        "Hidden sheet read",
        "The sheet is hidden, so that nobody who looks at the workbook sees what was read from it.",
        "Show it; or, if it is not meant to be read, give it another title.",
    ),
    "WW209": Meaning(
        "Hidden rows read",
        "Rows are hidden, by hand or by a filter, and were read like all others.",
        "Show them; take out those that are not meant, or put # before what stands in column A.",
    ),
    "WW210": Meaning(
        "Hidden columns read",
        "Columns that the format knows are hidden, and were read like all others.",
        "Show them; put # before the header of one that is not meant.",
    ),
    "WW211": Meaning(
        "Merged cells",
        "Cells that are read are merged: only the first of them holds a value, and the others read as blank.",
        "Unmerge them, and put the value in every cell that it is meant for.",
    ),
    "WW212": Meaning(
        "Years out of order",
        "The columns of years do not run from the first year to the last; each was read by its header.",
        "None is needed; put them in order so that nobody misreads them.",
    ),
    "WW213": Meaning(
        "Rounded cells do not add up",
        "A column holds figures of more than three decimals: rounded one by one to £ thousand they sum to something "
        "else than the total that Excel shows.",
        "Round the figures in Excel, so that the total shown there is the sum of what is read.",
    ),
    "WW214": Meaning(
        "Comma inside a tag",
        "A tag holds a comma; it was read as one tag, not as several.",
        "Put ; between several tags; leave it if the comma belongs to the tag.",
    ),
    "WW215": Meaning(
        "Figures under a blank header",
        "A column amid those that are read has figures, and nothing in its header: none of them is read.",
        "Put the header back; start it with # or note if the column is yours.",
    ),
    "WW216": Meaning(
        "Whole rows set aside",
        "Rows below the first start with # and yet fill every required column; they were not read.",
        "None if they are set aside on purpose; else take the # away.",
    ),
    "WW217": Meaning(
        "Key without a value",
        "A row of the Scenario sheet has a key and no value; it changes nothing.",
        "Give the value, or take the row out.",
    ),
}
