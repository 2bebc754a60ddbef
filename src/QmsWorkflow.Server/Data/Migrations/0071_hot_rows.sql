-- Events and waits belong to an instance, and that to an agency; a trail entry belongs to a head. To look the agency up once more for each row
-- made all writers of one agency lock one and the same row of agencies (ADR 0007).
alter table workflow_events drop constraint workflow_events_agency_id_fkey;
alter table workflow_waits drop constraint workflow_waits_agency_id_fkey;
alter table trail_entries drop constraint trail_entries_agency_id_fkey;

-- A state is a kilobyte or two of JSON that is written with every act: compressed in its row, and with room beside it for the next version.
alter table workflow_instances alter column state set storage main;
alter table workflow_instances set (toast_tuple_target = 256, fillfactor = 75);
