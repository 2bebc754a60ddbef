namespace QmsWorkflow.Server.Features.Measurements.Imports;

/// <summary>The questions put to the staging table before a commit.</summary>
internal sealed record ReviewSql(Guid AgencyId, Guid SourceId, Guid ImportId)
{
    private const string Cell = "unit_id, field, year, month, cut_off, column_name";

    private string Rows => ImportStaging.Table(ImportId);

    /// <value>Whether all codes differ, by their hashes: a quarter of the time of counting codes. Codes of the same hash, which need not be the same, are to be counted.</value>
    public string AreCasesDistinct => $"select count(*) = count(distinct hashtextextended(case_code, 0)) from {Rows}";

    public string CountSameCases => $"select coalesce(sum(n - 1), 0)::bigint from (select count(*) as n from {Rows} group by case_code having count(*) > 1) as same";

    /// <value>$1 is the header of the column.</value>
    public string SameCases =>
        $"""
        insert into import_faults (import_id, agency_id, row_number, column_name, value, rule, message)
        select '{ImportId}', '{AgencyId}', s.row_number, $1, s.case_code, 'duplicate', format('Mã hồ sơ này đã có ở dòng %s của tệp. Mỗi hồ sơ chỉ được một dòng.', f.first)
        from (select case_code, min(row_number) as first from {Rows} group by case_code having count(*) > 1) f join {Rows} s on s.case_code = f.case_code and s.row_number <> f.first
        order by s.row_number limit {FaultList.Most}
        """;

    public string CountSameCells => $"select count(distinct s.row_number) from {Rows} s join (select {Cell}, min(row_number) as first from {Rows} group by {Cell} having count(*) > 1) f on {MergeSql.SameCell("s", "f")} and s.row_number <> f.first";

    public string SameCells =>
        $"""
        insert into import_faults (import_id, agency_id, row_number, column_name, value, rule, message)
        select distinct on (s.row_number) '{ImportId}'::uuid, '{AgencyId}'::uuid, s.row_number, $1, format('%s/%s', s.month, s.year), 'duplicate', format('Đơn vị, lĩnh vực và tháng này đã có ở dòng %s của tệp.', f.first)
        from (select {Cell}, min(row_number) as first from {Rows} group by {Cell} having count(*) > 1) f join {Rows} s on {MergeSql.SameCell("s", "f")} and s.row_number <> f.first
        order by s.row_number limit {FaultList.Most}
        """;

    /// <value>New, changed, same, another system's; first and last day touched. A case not finished touches today ($1).</value>
    public string CountCases =>
        $"""
        select count(*) filter (where code is null), count(*) filter (where yields and differs), count(*) filter (where yields and not differs), count(*) filter (where not yields),
          min(starts) filter (where code is null or (yields and differs)), max(ends) filter (where code is null or (yields and differs))
        from ({Compared}) as rows
        """;

    /// <value>The same for an agency without cases: every row is new, and there is nothing to compare with.</value>
    public string CountNewCases => $"select count(*), 0::bigint, 0::bigint, 0::bigint, min(received_at), max(coalesce(finished_at, $1::timestamp)) from {Rows}";

    /// <value>$1 names, $2 beginnings and $3 ends of periods: those that a new or changed row touches.</value>
    public string TouchedCases =>
        $"""
        with touched as materialized (select starts, ends from ({Compared.Replace("$1::timestamp", "'infinity'::timestamp", StringComparison.Ordinal)}) as rows where code is null or (yields and differs))
        select p.name from unnest($1::text[], $2::timestamp[], $3::timestamp[]) as p(name, first, next)
        where exists (select 1 from touched t where t.starts < p.next and t.ends >= p.first) order by p.first, p.next
        """;

    public string CountCells =>
        $"""
        select count(*) filter (where f.value is null), count(*) filter (where f.value <> s.value), count(*) filter (where f.value = s.value), 0::bigint,
          min({Start}) filter (where f.value is null or f.value <> s.value), max({Start} + interval '1 month - 1 day') filter (where f.value is null or f.value <> s.value)
        from {CellsHeld} where $1::timestamp is not null
        """;

    public string TouchedCells =>
        $"""
        select p.name from unnest($1::text[], $2::timestamp[], $3::timestamp[]) as p(name, first, next)
        where exists (select 1 from {CellsHeld} where (f.value is null or f.value <> s.value) and {Start} < p.next and {Start} + interval '1 month' > p.first) order by p.first, p.next
        """;

    /// <value>Of each other source with the same figures: code, name, its rank and ours, whether ours counts (as results are counted), months of units, first and last month, differing figures.</value>
    public string Overlaps =>
        $"""
        select d.code, d.name, d.rank, m.rank, (m.rank, m.code) < (d.rank, d.code), count(distinct (s.unit_id, s.year, s.month, s.cut_off)), min(s.year * 12 + s.month - 1), max(s.year * 12 + s.month - 1),
          count(*) filter (where f.value <> s.value)
        from {Rows} s join figures f on f.agency_id = '{AgencyId}' and f.source_id <> '{SourceId}' and {MergeSql.SameCell("f", "s")}
          join data_sources d on d.id = f.source_id join data_sources m on m.id = '{SourceId}'
        group by d.id, m.id order by d.rank, d.code
        """;

    /// <value>The window of a month that is cut off on the 15th begins in the month before (NĐ 09/2019 Điều 12.4).</value>
    private static string Start => "(make_timestamp(s.year, s.month, 1, 0, 0, 0) + case s.cut_off when 'Fifteenth' then interval '14 days - 1 month' else interval '0' end)";

    private string CellsHeld => $"{Rows} s left join figures f on f.agency_id = '{AgencyId}' and f.source_id = '{SourceId}' and {MergeSql.SameCell("f", "s")}";

    private string Compared =>
        $"""
        select c.case_code as code, {ImportStaging.Counts("c", SourceId)} as yields, c.source_id <> '{SourceId}' or {MergeSql.Differs("c", "s")} as differs,
          least(s.received_at, c.received_at) as starts, greatest(coalesce(s.finished_at, $1::timestamp), case when c.case_code is not null then coalesce(c.finished_at, $1::timestamp) end) as ends
        from {Rows} s left join cases c on c.agency_id = '{AgencyId}' and c.case_code = s.case_code
        """;
}
