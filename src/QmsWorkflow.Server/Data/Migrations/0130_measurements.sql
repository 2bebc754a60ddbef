-- Measured objectives: indicators as data, the sources they read, what is imported and entered, what comes out and what was reported.

-- A definition of numerator and denominator over a source; a new definition is a new version, the old one stays with its results.
create table indicators (
  id uuid primary key,
  agency_id uuid not null references agencies deferrable initially deferred,
  code text not null check (code <> ''),
  version int not null check (version > 0),
  family text not null check (family <> ''),
  name text not null check (name <> ''),
  reads text not null check (reads in ('cases', 'figures', 'entries')),
  definition jsonb not null,
  state text not null check (state in ('Draft', 'Approved', 'Retired')),
  made_by uuid references people deferrable initially deferred,
  made_at timestamptz not null,
  approved_by uuid references people deferrable initially deferred,
  approved_at timestamptz,
  check (state <> 'Approved' or approved_at is not null),
  unique (agency_id, code, version)
);
create unique index on indicators (agency_id, code) where state = 'Approved';

-- By which indicators an objective is measured; a composite objective has parts, an objective with two numerators two rows (S-028, S-033).
create table objective_indicators (
  id uuid primary key,
  agency_id uuid not null references agencies deferrable initially deferred,
  objective_id uuid not null references objectives deferrable initially deferred,
  ordinal int not null,
  indicator_code text not null,
  aggregation text not null check (aggregation in ('SumOfCounts', 'AverageOfPeriods', 'LastValue', 'WorstUnit')),
  filter jsonb not null default '{}',
  cut_off text not null default 'Calendar' check (cut_off in ('Calendar', 'Fifteenth')),
  unique (objective_id, ordinal)
);

-- Where figures come from: a one-stop system's case list, a monthly table, survey, training, or people's own entry.
create table data_sources (
  id uuid primary key,
  agency_id uuid not null references agencies deferrable initially deferred,
  code text not null check (code <> ''),
  name text not null check (name <> ''),
  kind text not null check (kind in ('cases', 'figures', 'entries')),
  topic text not null check (topic in ('one-stop', 'survey', 'training', 'other')),
  -- Of two systems that hold the same case the one with the smaller rank counts.
  rank int not null default 100,
  mapping jsonb not null default '{}',
  is_active boolean not null default true,
  unique (agency_id, code)
);

create table imports (
  id uuid primary key,
  agency_id uuid not null references agencies deferrable initially deferred,
  source_id uuid not null references data_sources deferrable initially deferred,
  file_id uuid not null references stored_files deferrable initially deferred,
  mapping jsonb not null,
  state text not null check (state in ('Queued', 'Reading', 'Ready', 'Faulty', 'Committing', 'Committed', 'Cancelled', 'Failed', 'Undone')),
  -- Why figures came after the cut-off; needed where a reported period is touched.
  late_reason text not null default '',
  bytes_total bigint not null default 0,
  bytes_read bigint not null default 0,
  rows_read bigint not null default 0,
  rows_faulty bigint not null default 0,
  rows_added bigint not null default 0,
  rows_changed bigint not null default 0,
  rows_same bigint not null default 0,
  rows_elsewhere bigint not null default 0,
  effect jsonb not null default '[]',
  message text not null default '',
  asked_by uuid references people deferrable initially deferred,
  asked_at timestamptz not null,
  ended_at timestamptz
);
create index on imports (agency_id, asked_at desc);

create table import_faults (
  import_id uuid not null references imports on delete cascade deferrable initially deferred,
  agency_id uuid not null references agencies deferrable initially deferred,
  row_number bigint not null,
  column_name text not null,
  value text not null,
  rule text not null,
  message text not null
);
create index on import_faults (import_id, row_number);

-- One row per case (hồ sơ). Instants are local wall clock of the agency, as its one-stop system writes them.
-- Without foreign keys: checked row by row they take three quarters of an import's time. The merge writes only ids that it has read in the
-- same transaction, and agencies, sources, imports and units are never deleted.
create table cases (
  agency_id uuid not null,
  case_code text not null,
  source_id uuid not null,
  import_id uuid not null,
  row_number bigint not null,
  unit_id uuid not null,
  field text not null,
  procedure_code text not null,
  procedure_name text not null,
  channel smallint not null check (channel between 1 and 3),
  is_whole boolean not null,
  received_at timestamp not null,
  due_at timestamp,
  finished_at timestamp,
  returned_at timestamp,
  is_rejected boolean not null default false,
  -- 0 not finished, 1 early, 2 on time, 3 late: from due_at and finished_at when the row is written.
  timeliness smallint not null check (timeliness between 0 and 3),
  has_fee boolean not null,
  payments int not null,
  payments_online int not null,
  dossier_digitised boolean not null,
  result_digitised boolean not null,
  satisfied boolean,
  seen_in text[] not null default '{}',
  primary key (agency_id, case_code),
  check (payments_online <= payments)
);
-- Cases come in the order of time: a summary of each range of pages finds a window, and costs an import nothing.
create index on cases using brin (received_at) with (pages_per_range = 32);
create index on cases using brin (finished_at) with (pages_per_range = 32);

-- Tables of counts: a month of a source, a unit, a field and a column ("received_online").
create table figures (
  agency_id uuid not null references agencies deferrable initially deferred,
  source_id uuid not null references data_sources deferrable initially deferred,
  import_id uuid references imports deferrable initially deferred,
  unit_id uuid not null references units deferrable initially deferred,
  field text not null default '',
  year int not null,
  month int not null check (month between 1 and 12),
  cut_off text not null check (cut_off in ('Calendar', 'Fifteenth')),
  column_name text not null,
  value bigint not null check (value >= 0),
  row_number bigint not null default 0,
  primary key (agency_id, source_id, unit_id, field, year, month, cut_off, column_name)
);

-- A result that somebody counted by hand: it counts when a second person has confirmed it against its evidence (S-138).
create table measurements (
  id uuid primary key,
  agency_id uuid not null references agencies deferrable initially deferred,
  objective_id uuid not null references objectives deferrable initially deferred,
  indicator_code text not null,
  unit_id uuid references units deferrable initially deferred,
  field text not null default '',
  period_kind text not null,
  period_number int not null,
  period_year int not null,
  numerator bigint not null check (numerator >= 0),
  denominator bigint not null check (denominator >= 0),
  -- For objectives without a number: whether the criteria hold.
  is_fulfilled boolean,
  note text not null default '',
  evidence_file_id uuid references stored_files deferrable initially deferred,
  evidence_link text not null default '',
  state text not null check (state in ('Entered', 'Confirmed', 'Returned', 'Replaced')),
  entered_by uuid not null references people deferrable initially deferred,
  entered_at timestamptz not null,
  late_reason text not null default '',
  decided_by uuid references people deferrable initially deferred,
  decided_at timestamptz,
  decision_note text not null default '',
  check (decided_by is null or decided_by <> entered_by)
);
create index on measurements (agency_id, objective_id, period_year, period_kind, period_number);
create unique index on measurements (objective_id, indicator_code, coalesce(unit_id, '00000000-0000-0000-0000-000000000000'), field, period_kind, period_number, period_year)
  where state = 'Confirmed';

-- What comes out per objective, unit and period; made anew whenever what it rests on changes.
create table evaluations (
  id uuid primary key,
  agency_id uuid not null references agencies deferrable initially deferred,
  cycle_id uuid not null references cycles deferrable initially deferred,
  objective_id uuid not null references objectives deferrable initially deferred,
  indicator_id uuid references indicators deferrable initially deferred,
  -- Null = the whole agency.
  unit_id uuid references units deferrable initially deferred,
  field text not null default '',
  -- 0 stands for the objective; where it has several indicators each has its own row, from 1.
  part int not null default 0,
  period_kind text not null,
  period_number int not null,
  period_year int not null,
  cut_off text not null check (cut_off in ('Calendar', 'Fifteenth')),
  -- The exact value as a fraction of whole numbers; numerator and denominator are the counts behind it where there are any.
  numerator numeric,
  denominator numeric,
  value_numerator numeric,
  value_denominator numeric,
  comparator text,
  target_value numeric,
  target_unit text not null default '%',
  outcome text not null check (outcome in ('Met', 'Missed', 'NotArisen', 'NoData')),
  evaluated_at timestamptz not null
);
create unique index on evaluations (objective_id, period_year, period_kind, period_number, cut_off, coalesce(unit_id, '00000000-0000-0000-0000-000000000000'), field, part);
create index on evaluations (agency_id, cycle_id, period_kind, period_number);

-- What was reported: frozen with the report, whatever the figures become later (NĐ 09/2019 Điều 12.4).
create table reported_values (
  id uuid primary key,
  agency_id uuid not null references agencies deferrable initially deferred,
  cycle_id uuid not null references cycles deferrable initially deferred,
  objective_id uuid not null references objectives deferrable initially deferred,
  indicator_id uuid references indicators deferrable initially deferred,
  unit_id uuid references units deferrable initially deferred,
  field text not null default '',
  -- 0 stands for the objective; where it has several indicators each has its own row, from 1.
  part int not null default 0,
  period_kind text not null,
  period_number int not null,
  period_year int not null,
  cut_off text not null,
  numerator numeric,
  denominator numeric,
  value_numerator numeric,
  value_denominator numeric,
  comparator text,
  target_value numeric,
  outcome text not null,
  document_id uuid references documents deferrable initially deferred,
  reported_at timestamptz not null,
  reported_by uuid references people deferrable initially deferred
);
create unique index on reported_values (objective_id, period_year, period_kind, period_number, cut_off, coalesce(unit_id, '00000000-0000-0000-0000-000000000000'), field, part);

-- Why a target was missed and what is done: cause for the periodic report (S-151), root cause and action for the results report (S-152).
create table miss_causes (
  id uuid primary key,
  agency_id uuid not null references agencies deferrable initially deferred,
  objective_id uuid not null references objectives deferrable initially deferred,
  unit_id uuid references units deferrable initially deferred,
  period_kind text not null,
  period_number int not null,
  period_year int not null,
  cause text not null default '',
  root_cause text not null default '',
  action text not null default '',
  action_due date,
  written_by uuid not null references people deferrable initially deferred,
  written_at timestamptz not null
);
create unique index on miss_causes (objective_id, period_year, period_kind, period_number, coalesce(unit_id, '00000000-0000-0000-0000-000000000000'));

-- A target changed during the year, with its approval; the old value stays for the periods it was in force (S-114).
create table objective_revisions (
  id uuid primary key,
  agency_id uuid not null references agencies deferrable initially deferred,
  objective_id uuid not null references objectives deferrable initially deferred,
  -- Null = the common target.
  unit_id uuid references units deferrable initially deferred,
  old_comparator text,
  old_value numeric,
  new_comparator text not null,
  new_value numeric not null,
  in_force_from date not null,
  reason text not null check (reason <> ''),
  state text not null check (state in ('Proposed', 'Approved', 'Refused', 'Withdrawn')),
  proposed_by uuid not null references people deferrable initially deferred,
  proposed_at timestamptz not null,
  decided_by uuid references people deferrable initially deferred,
  decided_at timestamptz,
  decision_note text not null default '',
  check (decided_by is null or decided_by <> proposed_by or state = 'Withdrawn')
);
create index on objective_revisions (objective_id, in_force_from);

-- An objective stands to the policy, a clause of the standard and a procedure (row 15; S-111), and to the one of last year that it carries on.
alter table objectives add column policy_statement text not null default '';
alter table objectives add column clause text not null default '';
alter table objectives add column procedure_name text not null default '';
alter table objectives add column continues_id uuid references objectives deferrable initially deferred;

-- A unit that was merged or renamed goes on as another, so that years can be compared (row 18).
create table unit_successors (
  id uuid primary key,
  agency_id uuid not null references agencies deferrable initially deferred,
  unit_id uuid not null references units deferrable initially deferred,
  successor_id uuid not null references units deferrable initially deferred,
  since date not null,
  source text not null default '',
  check (unit_id <> successor_id),
  unique (unit_id, successor_id)
);

do $$
declare t text;
begin
  foreach t in array array['indicators', 'objective_indicators', 'data_sources', 'imports', 'import_faults', 'cases', 'figures', 'measurements', 'evaluations', 'reported_values', 'miss_causes', 'objective_revisions', 'unit_successors']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy agency_wall on %I using (current_setting(''qms.agency'', true) = ''*'' or agency_id::text = current_setting(''qms.agency'', true))', t);
  end loop;
end $$;
