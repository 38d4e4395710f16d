namespace Instrumentation.Resources;

/// <summary>
/// Says what telemetry comes from. What is said here beats <c>OTEL_SERVICE_NAME</c> and <c>OTEL_RESOURCE_ATTRIBUTES</c>, which beat what detectors
/// find. Without being told, the SDK, the service, the host, the process, its container, its pod and its cloud are found, and nobody is asked over the
/// network.
/// </summary>
public sealed class ResourceBuilder
{
    private readonly List<Resource> _said = [];

    internal ResourceBuilder()
    {
    }

    /// <summary>Whether what is found without being told, and what the variables say, counts.</summary>
    internal bool HasDefaults { get; private set; } = true;

    /// <summary>Whether the clouds' own endpoints are asked.</summary>
    internal bool AsksClouds { get; private set; }

    /// <summary>Whether the process says with which arguments it was started.</summary>
    internal bool TellsArguments { get; private set; }

    internal List<IResourceDetector> Detectors { get; } = [];

    /// <summary>What is said, each winning over what was said before.</summary>
    internal IReadOnlyList<Resource> Said => _said;

    /// <summary>Names the service.</summary>
    /// <param name="name">Its name, <c>service.name</c>: the same for all its instances.</param>
    /// <param name="version">Its version, <c>service.version</c>; by default that of the program's assembly.</param>
    /// <param name="serviceNamespace">What it belongs to, <c>service.namespace</c>.</param>
    /// <param name="instanceId">This instance of it, <c>service.instance.id</c>; by default a random one for each process.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is null, empty or white space.</exception>
    public ResourceBuilder AddService(string name, string? version = null, string? serviceNamespace = null, string? instanceId = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        _said.Add(new ResourceAttributes()
            .Add(SemanticConventions.Service.Name, name)
            .Add(SemanticConventions.Service.Version, version)
            .Add(SemanticConventions.Service.Namespace, serviceNamespace)
            .Add(SemanticConventions.Service.InstanceId, instanceId)
            .ToResource());
        return this;
    }

    /// <summary>Says more.</summary>
    /// <param name="attributes">
    /// Attributes: texts, booleans, numbers, and arrays of one of these. The last one with a key counts.
    /// </param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="attributes"/> is null.</exception>
    /// <exception cref="ArgumentException">A key is null, empty or white space, or a value of a type that attributes can't have.</exception>
    public ResourceBuilder AddAttributes(IEnumerable<KeyValuePair<string, object>> attributes)
    {
        _said.Add(Resource.Create(attributes));
        return this;
    }

    /// <summary>Adds a detector. What it finds beats what is found without being told, and what detectors find that were added before.</summary>
    /// <param name="detector">The detector. It runs beside the application, which does not wait for it.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="detector"/> is null.</exception>
    public ResourceBuilder AddDetector(IResourceDetector detector)
    {
        ArgumentNullException.ThrowIfNull(detector);
        Detectors.Add(detector);
        return this;
    }

    /// <summary>
    /// Asks the metadata endpoints of AWS (EC2 and ECS), Azure and Google Cloud for what environment and files don't tell: account, zone, kind and id of
    /// the machine, the task. Each has less than two seconds; where none answers, nothing is found.
    /// </summary>
    /// <returns>This builder.</returns>
    public ResourceBuilder AddCloudDetectors()
    {
        AsksClouds = true;
        return this;
    }

    /// <summary>
    /// Says with which arguments the process was started, <c>process.command_args</c>. They may hold secrets: without this they are not told.
    /// </summary>
    /// <returns>This builder.</returns>
    public ResourceBuilder AddProcessArguments()
    {
        TellsArguments = true;
        return this;
    }

    /// <summary>Forgets what was said, and what is found or read from variables without being told: only what is added after this counts.</summary>
    /// <returns>This builder.</returns>
    public ResourceBuilder Clear()
    {
        _said.Clear();
        Detectors.Clear();
        HasDefaults = AsksClouds = TellsArguments = false;
        return this;
    }
}
