-- Certificates with their private keys (encrypted by the server's own keys), and pictures of signatures and seals (NĐ 30/2020, Phụ lục I, II.7d, II.8a).

create table signing_keys (
  id uuid primary key,
  agency_id uuid not null references agencies deferrable initially deferred,
  person_id uuid references people deferrable initially deferred,
  subject text not null,
  issuer text not null,
  serial text not null,
  thumbprint text not null,
  not_before timestamptz not null,
  not_after timestamptz not null,
  is_demo boolean not null default false,
  protected_pfx bytea not null,
  added_at timestamptz not null,
  added_by uuid references people deferrable initially deferred,
  revoked_at timestamptz,
  revoked_by uuid references people deferrable initially deferred,
  revoked_because text not null default '',
  check (not_before < not_after),
  unique (agency_id, thumbprint)
);
create index on signing_keys (agency_id, person_id);
alter table signing_keys enable row level security;
alter table signing_keys force row level security;
create policy agency_wall on signing_keys
  using (current_setting('qms.agency', true) = '*' or agency_id::text = current_setting('qms.agency', true));

create table signing_pictures (
  id uuid primary key,
  agency_id uuid not null references agencies deferrable initially deferred,
  person_id uuid references people deferrable initially deferred,
  protected_png bytea not null,
  width_mm numeric(5, 1) not null check (width_mm between 5 and 80),
  height_mm numeric(5, 1) not null check (height_mm between 5 and 80),
  added_at timestamptz not null,
  added_by uuid references people deferrable initially deferred
);
create unique index on signing_pictures (agency_id, person_id) nulls not distinct;
alter table signing_pictures enable row level security;
alter table signing_pictures force row level security;
create policy agency_wall on signing_pictures
  using (current_setting('qms.agency', true) = '*' or agency_id::text = current_setting('qms.agency', true));
