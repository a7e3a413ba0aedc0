namespace Alliance.Local;

/// <summary>Where the built processes stand: <c>{root}/.artifacts/{plain|failpoints}/bin/{Project}/{configuration}/Alliance.{Project}</c>.</summary>
/// <param name="BinFolder">The folder that holds one folder per project.</param>
/// <param name="Configuration">Lower case, as the artifacts layout writes it: <c>release</c>, <c>debug</c>.</param>
public sealed record Builds(string BinFolder, string Configuration)
{
    /// <summary>The builds this program, or the tests that use it, was built with.</summary>
    public static Builds Here() => Of(AppContext.BaseDirectory);

    /// <param name="outputFolder">An output folder of any project: <c>…/bin/{Project}/{configuration}/</c>.</param>
    public static Builds Of(string outputFolder)
    {
        var configuration = new DirectoryInfo(outputFolder.TrimEnd('/'));
        var bin = configuration.Parent?.Parent
            ?? throw new CannotStartException($"{outputFolder} is not a build output of this solution; build it with ./run.sh or ./test.sh.");
        return new Builds(bin.FullName, configuration.Name);
    }

    /// <summary>The folder of the solution.</summary>
    public string Root => Path.GetFullPath(Path.Combine(BinFolder, "..", "..", ".."));

    /// <summary>The same configuration with fail points compiled in (<c>-p:FailPoints=true</c>).</summary>
    public Builds WithFailPoints() => this with { BinFolder = Path.GetFullPath(Path.Combine(BinFolder, "..", "..", "failpoints", "bin")) };

    public string Executable(string project)
    {
        var path = Path.Combine(BinFolder, project, Configuration, $"Alliance.{project}");
        return File.Exists(path) ? path : throw new CannotStartException($"{project} is not built ({path} is missing): build the solution, or start with ./run.sh.");
    }
}
