-- The register's own file. Days are ISO text; codes keep their zeros; what is not known is NULL.

CREATE TABLE files (
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    day TEXT NOT NULL CHECK (day IS date(day)),
    rows INTEGER NOT NULL,
    remarks TEXT NOT NULL,
    read_by TEXT NOT NULL,
    read_at TEXT NOT NULL,
    PRIMARY KEY (kind, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE establishments (
    urn INTEGER PRIMARY KEY,
    laestab TEXT,
    name TEXT NOT NULL,
    ukprn TEXT,
    street TEXT, locality TEXT, address3 TEXT, town TEXT, county TEXT, postcode TEXT,
    telephone TEXT, website TEXT,
    trust TEXT, federation TEXT,
    ward TEXT, constituency TEXT, easting TEXT, northing TEXT,
    head_title TEXT, head_first_name TEXT, head_last_name TEXT, head_job TEXT,
    local_authority TEXT, la_name TEXT,
    type TEXT, type_group TEXT, status TEXT, phase TEXT,
    low_age INTEGER, high_age INTEGER,
    pupils INTEGER, capacity INTEGER, fsm_percent TEXT, census_date TEXT,
    gender TEXT, religious_character TEXT, diocese TEXT, admissions_policy TEXT,
    nursery INTEGER, sixth_form INTEGER, boarders INTEGER, resourced_provision TEXT,
    trust_uid TEXT, federation_uid TEXT,
    region TEXT, district_code TEXT, district TEXT, gss_la TEXT, urban_rural TEXT,
    opened TEXT, open_reason TEXT, closed TEXT, close_reason TEXT,
    previous_la TEXT, previous_number TEXT,
    last_changed TEXT
) STRICT;

CREATE TABLE links (
    urn INTEGER NOT NULL,
    link_urn INTEGER NOT NULL,
    type TEXT NOT NULL,
    day TEXT,
    PRIMARY KEY (urn, link_urn, type)
) STRICT, WITHOUT ROWID;

CREATE TABLE groups (
    uid TEXT PRIMARY KEY,
    group_id TEXT, name TEXT NOT NULL,
    type TEXT, type_name TEXT, status TEXT,
    opened TEXT, closed TEXT,
    companies_house TEXT, ukprn TEXT,
    street TEXT, town TEXT, postcode TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE group_members (
    uid TEXT NOT NULL,
    urn INTEGER NOT NULL,
    joined TEXT,
    PRIMARY KEY (urn, uid)
) STRICT, WITHOUT ROWID;

CREATE TABLE figures (
    urn INTEGER NOT NULL,
    year TEXT NOT NULL,
    roll TEXT, pupils TEXT, allocation TEXT,
    PRIMARY KEY (urn, year)
) STRICT, WITHOUT ROWID;

-- What is wrong with the files: found while a file was read (then `file` is its kind), or by
-- comparing the tables (then `file` is empty).
CREATE TABLE anomalies (
    kind TEXT NOT NULL,
    file TEXT NOT NULL,
    urn TEXT,
    message TEXT NOT NULL
) STRICT;

-- The order in which a search shows schools: by segment, then by name.
CREATE TABLE places (
    position INTEGER PRIMARY KEY,
    urn INTEGER NOT NULL,
    segment INTEGER NOT NULL,
    sort_name TEXT NOT NULL
) STRICT;

CREATE TABLE segments (
    segment INTEGER PRIMARY KEY,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL
) STRICT;

CREATE VIRTUAL TABLE search USING fts5(
    words, content = '', detail = none, prefix = '1 2 3',
    tokenize = "unicode61 remove_diacritics 2 tokenchars '_'"
);

-- What a filter may name: authorities, districts, trusts, with the words of their names.
CREATE TABLE choices (
    filter TEXT NOT NULL,
    value TEXT NOT NULL,
    name TEXT NOT NULL,
    folded TEXT NOT NULL
) STRICT;

-- From each school to those that followed it, whichever of the two the link was entered at.
CREATE VIEW succession AS
    SELECT urn, link_urn AS to_urn, type, day FROM links WHERE type LIKE 'Successor%'
    UNION ALL
    SELECT link_urn, urn, type, day FROM links
    WHERE type LIKE 'Predecessor%' OR type LIKE 'Result of Amalgamation%';
