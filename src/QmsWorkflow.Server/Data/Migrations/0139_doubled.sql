-- Months in a file that other sources tell too, and which of them counts: said before the commit.
alter table imports add column doubled jsonb not null default '[]';

-- Of a shipped version in force: the later shipped definition that was offered as its successor (a digest), so that what an agency threw away does not come again.
alter table indicators add column offered text not null default '';
