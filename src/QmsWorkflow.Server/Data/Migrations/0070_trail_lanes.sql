-- The trail of an agency is kept in several chains ("lanes", ADR 0006): an act appends to a lane nobody is writing at that moment,
-- so that acts of one agency need not wait for each other's commit. What exists is lane 0. Hashes are kept as bytes.

alter table trail_heads add column lane smallint not null default 0;
alter table trail_heads alter column lane drop default;
alter table trail_heads drop constraint trail_heads_pkey;
alter table trail_heads add primary key (agency_id, lane);
alter table trail_heads alter column last_hash type bytea using decode(last_hash, 'hex');
-- Heads change with every act: room on the page keeps the new versions beside the old ones.
alter table trail_heads set (fillfactor = 10);

alter table trail_entries add column lane smallint not null default 0;
alter table trail_entries alter column lane drop default;
alter table trail_entries drop constraint trail_entries_pkey;
alter table trail_entries add primary key (agency_id, lane, sequence);
alter table trail_entries alter column hash type bytea using decode(hash, 'hex');
alter table trail_entries alter column previous_hash type bytea using decode(previous_hash, 'hex');

-- The order for readers, over all lanes. Entries are only ever appended, so those that exist are numbered as they lie.
create sequence trail_positions;
alter table trail_entries add column position bigint not null default nextval('trail_positions');
alter sequence trail_positions owned by trail_entries.position;
create index on trail_entries (agency_id, position);
