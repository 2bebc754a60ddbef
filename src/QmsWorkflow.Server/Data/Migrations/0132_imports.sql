-- How files come into the figures: their reading that survives a crash, the versions of a case that do not count, and what an undo puts back.

alter table imports add column staged_rows bigint not null default 0;
alter table imports add column format text not null default '';
alter table imports add column duplicates bigint not null default 0;
-- The days that rows new or changed by this import touch; null where none is.
alter table imports add column from_day date;
alter table imports add column to_day date;
-- The reported periods among them ("2024:Quarter:1:Calendar"): figures for these come late.
alter table imports add column reported text[] not null default '{}';
alter table imports add column committed_at timestamptz;
alter table imports add column undone_by uuid references people deferrable initially deferred;
create index on imports (source_id, committed_at desc);

-- How far the reading of a file has come. Not logged, as the rows read so far are not: a crash of the database empties both at once,
-- and the reading begins anew; a crash of the server leaves both, and the reading goes on.
create unlogged table import_checkpoints (
  import_id uuid primary key,
  rows_read bigint not null,
  bytes_read bigint not null,
  rows_faulty bigint not null
);

-- What a system says of a case while another, of smaller rank, counts.
create table case_others (like cases including defaults including constraints, primary key (agency_id, case_code, source_id));

-- What stood in a version of a case, or in a cell of a monthly table, before an import changed it; what an import added has no row here.
create table case_before (like cases including defaults, undo_of uuid not null references imports on delete cascade, primary key (undo_of, case_code));
create table figure_before (like figures including defaults, undo_of uuid not null references imports on delete cascade,
  primary key (undo_of, unit_id, field, year, month, cut_off, column_name));

do $$
declare t text;
begin
  foreach t in array array['case_others', 'case_before', 'figure_before']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy agency_wall on %I using (current_setting(''qms.agency'', true) = ''*'' or agency_id::text = current_setting(''qms.agency'', true))', t);
  end loop;
end $$;
