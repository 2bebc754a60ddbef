using System.Globalization;

namespace QmsWorkflow.Server.Features.Measurements.Imports;

/// <summary>
/// The set-based commands of a commit and its undo. <c>cases</c> holds of each case the version of the system with the smallest rank;
/// <c>case_others</c> what the other systems say; <c>case_before</c> what a version was before an import changed it.
/// </summary>
internal sealed record MergeSql(Guid AgencyId, Guid SourceId, Guid ImportId)
{
    private static readonly string Values = ImportStaging.CaseValueList;

    private string Rows => ImportStaging.Table(ImportId);

    private string Agency => $"'{AgencyId}'::uuid";

    private string Source => $"'{SourceId}'::uuid";

    private string Import => $"'{ImportId}'::uuid";

    /// <value>A case held and the row of the file that speaks of it.</value>
    private string Held => $"cases c join {Rows} s on s.case_code = c.case_code and c.agency_id = {Agency}";

    private string Counts => ImportStaging.Counts("c", SourceId);

    public string HasCases => $"select exists (select 1 from cases where agency_id = {Agency})";

    /// <value>An agency's first import: nothing to compare with.</value>
    public string AddAll => $"{InsertHead} from {Rows} s";

    public string AddNew => $"{InsertHead} from {Rows} s where not exists (select 1 from cases c where c.agency_id = {Agency} and c.case_code = s.case_code)";

    public string CountElsewhere => $"select count(*) from {Held} where not {Counts}";

    public string KeepOwn => $"insert into case_before select c.*, {Import} from {Held} where c.source_id = {Source} and {Differs("c", "s")}";

    public string KeepOwnAside =>
        $"""
        insert into case_before select o.*, {Import} from case_others o join {Rows} s on s.case_code = o.case_code
        where o.agency_id = {Agency} and o.source_id = {Source} and {Differs("o", "s")}
        """;

    public string PutAside =>
        $"""
        insert into case_others (agency_id, case_code, source_id, import_id, row_number, {Values})
        select {Agency}, s.case_code, {Source}, {Import}, s.row_number, {Of("s")} from {Held} where not {Counts}
        on conflict (agency_id, case_code, source_id) do update set import_id = excluded.import_id, row_number = excluded.row_number, {Set("excluded")}
        where {Differs("case_others", "excluded")}
        """;

    public string PutYieldingAside => $"insert into case_others select c.* from {Held} where c.source_id <> {Source} and {Counts}";

    public string Change =>
        $"""
        update cases c set source_id = {Source}, import_id = {Import}, row_number = s.row_number, {Set("s")}
        from {Rows} s where c.agency_id = {Agency} and c.case_code = s.case_code and {Counts} and (c.source_id <> {Source} or {Differs("c", "s")})
        """;

    public IEnumerable<string> UndoCases =>
    [
        $"update cases c set import_id = b.import_id, row_number = b.row_number, {Set("b")} from case_before b where b.undo_of = {Import} and {Mine("c")} and c.case_code = b.case_code",
        $"update case_others c set import_id = b.import_id, row_number = b.row_number, {Set("b")} from case_before b where b.undo_of = {Import} and {Mine("c")} and c.case_code = b.case_code",
        // Versions that the import brought are gone: those aside simply, those that counted make room for the best of the others.
        $"delete from case_others c where {Mine("c")}",
        $"""
        update cases c set source_id = o.source_id, import_id = o.import_id, row_number = o.row_number, {Set("o")}
        from (select distinct on (o.case_code) o.* from case_others o join data_sources d on d.id = o.source_id join cases c on {Mine("c")} and c.case_code = o.case_code
          where o.agency_id = {Agency} order by o.case_code, d.rank, d.code) o
        where {Mine("c")} and c.case_code = o.case_code
        """,
        $"delete from case_others o using cases c where o.agency_id = {Agency} and c.agency_id = {Agency} and c.case_code = o.case_code and c.source_id = o.source_id",
        $"delete from cases c where {Mine("c")}",
        $"delete from case_before where undo_of = {Import}",
    ];

    public string KeepFigures => $"insert into figure_before select f.*, {Import} from figures f join {Rows} s on {SameCell("f", "s")} where f.agency_id = {Agency} and f.source_id = {Source} and f.value <> s.value";

    public string ChangeFigures => $"update figures f set value = s.value, import_id = {Import}, row_number = s.row_number from {Rows} s where f.agency_id = {Agency} and f.source_id = {Source} and {SameCell("f", "s")} and f.value <> s.value";

    public string AddFigures =>
        $"""
        insert into figures (agency_id, source_id, import_id, unit_id, field, year, month, cut_off, column_name, value, row_number)
        select {Agency}, {Source}, {Import}, s.unit_id, s.field, s.year, s.month, s.cut_off, s.column_name, s.value, s.row_number from {Rows} s
        where not exists (select 1 from figures f where f.agency_id = {Agency} and f.source_id = {Source} and {SameCell("f", "s")})
        """;

    public IEnumerable<string> UndoFigures =>
    [
        $"update figures f set value = b.value, import_id = b.import_id, row_number = b.row_number from figure_before b where b.undo_of = {Import} and f.agency_id = {Agency} and f.source_id = {Source} and {SameCell("f", "b")}",
        $"delete from figures f where f.agency_id = {Agency} and f.import_id = {Import}",
        $"delete from figure_before where undo_of = {Import}",
    ];

    /// <summary>After a change of ranks: cases whose best version stands aside swap places with it.</summary>
    public static IEnumerable<string> Rerank(Guid agencyId) =>
    [
        string.Create(CultureInfo.InvariantCulture,
            $"""
            create temporary table case_swaps on commit drop as
            select b.* from (select distinct on (o.case_code) o.*, d.rank, d.code from case_others o join data_sources d on d.id = o.source_id
              where o.agency_id = '{agencyId}' order by o.case_code, d.rank, d.code) b
            join cases c on c.agency_id = b.agency_id and c.case_code = b.case_code join data_sources d on d.id = c.source_id where (b.rank, b.code) < (d.rank, d.code)
            """),
        "delete from case_others o using case_swaps w where (o.agency_id, o.case_code, o.source_id) = (w.agency_id, w.case_code, w.source_id)",
        "insert into case_others select c.* from cases c join case_swaps w on (c.agency_id, c.case_code) = (w.agency_id, w.case_code)",
        $"update cases c set source_id = w.source_id, import_id = w.import_id, row_number = w.row_number, {Set("w")} from case_swaps w where (c.agency_id, c.case_code) = (w.agency_id, w.case_code)",
    ];

    public static string SameCell(string one, string other) =>
        string.Join(" and ", new[] { "unit_id", "field", "year", "month", "cut_off", "column_name" }.Select(column => $"{one}.{column} = {other}.{column}"));

    public static string Differs(string one, string other) => $"({Of(one)}) is distinct from ({Of(other)})";

    private string InsertHead =>
        $"""
        insert into cases (agency_id, case_code, source_id, import_id, row_number, {Values})
        select {Agency}, s.case_code, {Source}, {Import}, s.row_number, {Of("s")}
        """;

    /// <summary>A version that this import wrote, restored ones no more.</summary>
    private string Mine(string version) => $"{version}.agency_id = {Agency} and {version}.source_id = {Source} and {version}.import_id = {Import}";

    private static string Of(string table) => string.Join(", ", ImportStaging.CaseValues.Select(column => $"{table}.{column}"));

    private static string Set(string from) => string.Join(", ", ImportStaging.CaseValues.Select(column => $"{column} = {from}.{column}"));
}
