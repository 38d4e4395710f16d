using System.Net;
using System.Text;
using Instrumentation.Resources;
using Instrumentation.Resources.Detectors.Metadata;
using Instrumentation.Runtime.Tests.Support;

namespace Instrumentation.Runtime.Tests.Resources;

/// <summary>What is found by asking clouds' endpoints, and that whatever answers there does no harm.</summary>
[Collection(ProcessWide.Name)]
public sealed class MetadataTests
{
    private const string Identity =
        """{"accountId":"111122223333","availabilityZone":"eu-west-1b","imageId":"ami-5fb8c835","instanceId":"i-1234567890abcdef0","instanceType":"m7g.large","region":"eu-west-1","kernelId":null}""";

    private const string EcsContainer =
        """{"DockerId":"ea32192c8553fbff06c9340478a2ff089b2bb5646fb718b4ee206641c9086d66","DockerName":"ecs-web-1","Image":"shop:1.4","ImageID":"sha256:d691","ContainerARN":"arn:aws:ecs:eu-west-1:111122223333:container/default/158d1c/05966557"}""";

    private const string EcsTask =
        """{"Cluster":"default","TaskARN":"arn:aws:ecs:eu-west-1:111122223333:task/default/158d1c8083dd49d6b527399fd6414f5c","Family":"shop","Revision":"26","AvailabilityZone":"eu-west-1d","LaunchType":"EC2"}""";

    private const string Compute =
        """{"location":"westeurope","name":"vm-1","osType":"Linux","resourceGroupName":"prod","resourceId":"/subscriptions/8d10/resourceGroups/prod/providers/Microsoft.Compute/virtualMachines/vm-1","subscriptionId":"8d10","vmId":"02aab8a4-74ef-476e-8182-f6d2ba4166a6","vmSize":"Standard_A3","zone":"2"}""";

    private static readonly (string, string)[] Google =
    [
        ("GET /computeMetadata/v1/project/project-id", "p-1"),
        ("GET /computeMetadata/v1/instance/id", "4520031799277581759"),
        ("GET /computeMetadata/v1/instance/name", "vm-1"),
        ("GET /computeMetadata/v1/instance/zone", "projects/123/zones/europe-west1-b"),
        ("GET /computeMetadata/v1/instance/machine-type", "projects/123/machineTypes/e2-medium"),
    ];

    [Fact]
    public async Task EC2_is_asked_with_a_token()
    {
        await using var service = MetadataService.With(
            "X-aws-ec2-metadata-token: AQAEA==",
            ("PUT /latest/api/token", "AQAEA=="),
            ("GET /latest/dynamic/instance-identity/document", Identity),
            ("GET /latest/meta-data/hostname", "ip-10-0-0-7.eu-west-1.compute.internal"));
        using var machine = new MachineFolder();
        machine.Set("AWS_EC2_METADATA_SERVICE_ENDPOINT", service.Address.ToString());

        Assert.Equal(
            "cloud.account.id=111122223333 cloud.availability_zone=eu-west-1b cloud.platform=aws_ec2 cloud.provider=aws cloud.region=eu-west-1 "
            + "host.id=i-1234567890abcdef0 host.image.id=ami-5fb8c835 host.name=ip-10-0-0-7.eu-west-1.compute.internal host.type=m7g.large",
            await new AwsMetadataDetector(machine.Machine).FoundAsync());
        Assert.Contains("X-aws-ec2-metadata-token-ttl-seconds: 60", service.Requests.First(), StringComparison.Ordinal);
        Assert.DoesNotContain(service.Requests, static request => request.Contains("traceparent", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task EC2_is_not_asked_where_that_is_switched_off()
    {
        await using var service = MetadataService.With("A: b");
        using var machine = new MachineFolder();
        machine.Set("AWS_EC2_METADATA_SERVICE_ENDPOINT", service.Address.ToString()).Set("AWS_EC2_METADATA_DISABLED", "TRUE");

        Assert.Equal("", await new AwsMetadataDetector(machine.Machine).FoundAsync());
        Assert.Empty(service.Requests);
    }

    [Theory]
    [InlineData("default", "arn:aws:ecs:eu-west-1:111122223333:cluster/default")]
    [InlineData("arn:aws:ecs:eu-west-1:111122223333:cluster/shop", "arn:aws:ecs:eu-west-1:111122223333:cluster/shop")]
    public async Task ECS_is_asked_of_the_container_and_its_task(string cluster, string arn)
    {
        await using var service = MetadataService.With(
            "Accept: application/json",
            ("GET /v4/ea32", EcsContainer),
            ("GET /v4/ea32/task", EcsTask.Replace("\"default\"", $"\"{cluster}\"", StringComparison.Ordinal)));
        using var machine = new MachineFolder();
        machine.Set("ECS_CONTAINER_METADATA_URI_V4", $"{service.Address}v4/ea32");

        Assert.Equal(
            $"aws.ecs.cluster.arn={arn} "
            + "aws.ecs.container.arn=arn:aws:ecs:eu-west-1:111122223333:container/default/158d1c/05966557 aws.ecs.launchtype=ec2 "
            + "aws.ecs.task.arn=arn:aws:ecs:eu-west-1:111122223333:task/default/158d1c8083dd49d6b527399fd6414f5c aws.ecs.task.family=shop "
            + "aws.ecs.task.id=158d1c8083dd49d6b527399fd6414f5c aws.ecs.task.revision=26 cloud.account.id=111122223333 cloud.availability_zone=eu-west-1d "
            + "cloud.region=eu-west-1 cloud.resource_id=arn:aws:ecs:eu-west-1:111122223333:container/default/158d1c/05966557 "
            + "container.id=ea32192c8553fbff06c9340478a2ff089b2bb5646fb718b4ee206641c9086d66 container.image.id=sha256:d691 container.image.name=shop:1.4 container.name=ecs-web-1",
            await new EcsMetadataDetector(machine.Machine).FoundAsync());
    }

    [Fact]
    public async Task Azure_is_asked_of_its_machine()
    {
        await using var service = MetadataService.With("Metadata: true", ("GET /metadata/instance/compute?api-version=2021-12-13&format=json", Compute));

        Assert.Equal(
            "azure.resource_group.name=prod cloud.account.id=8d10 cloud.availability_zone=2 cloud.platform=azure.vm cloud.provider=azure cloud.region=westeurope "
            + "cloud.resource_id=/subscriptions/8d10/resourceGroups/prod/providers/Microsoft.Compute/virtualMachines/vm-1 "
            + "host.id=02aab8a4-74ef-476e-8182-f6d2ba4166a6 host.name=vm-1 host.type=Standard_A3",
            await new AzureMetadataDetector(service.Address).FoundAsync());
    }

    [Theory]
    [InlineData("", null, "cloud.platform=gcp_compute_engine cloud.provider=gcp cloud.region=europe-west1 host.id=4520031799277581759 host.name=vm-1 host.type=e2-medium")]
    [InlineData(
        "",
        "shop-cluster",
        "cloud.platform=gcp_kubernetes_engine cloud.provider=gcp cloud.region=europe-west1 host.id=4520031799277581759 host.name=vm-1 host.type=e2-medium k8s.cluster.name=shop-cluster")]
    [InlineData("K_SERVICE=shop", null, "cloud.provider=gcp cloud.region=europe-west1 faas.instance=4520031799277581759")]
    public async Task Google_is_asked_for_single_values(string variables, string? cluster, string expected)
    {
        var documents = cluster is null ? Google : [.. Google, ("GET /computeMetadata/v1/instance/attributes/cluster-name", cluster)];
        await using var service = MetadataService.With("Metadata-Flavor: Google", documents);
        using var machine = new MachineFolder();
        machine.SetAll(variables).Set("GCE_METADATA_HOST", service.Host);

        Assert.Equal($"cloud.account.id=p-1 cloud.availability_zone=europe-west1-b {expected}", await new GcpMetadataDetector(machine.Machine).FoundAsync());
        Assert.DoesNotContain(service.Requests, static request => request.Contains("recursive", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Endpoints_are_asked_only_when_that_is_asked_for()
    {
        await using var service = MetadataService.With("Metadata-Flavor: Google", Google);
        using var machine = new MachineFolder();
        machine.Set("GCE_METADATA_HOST", service.Host).Set("AWS_EC2_METADATA_SERVICE_ENDPOINT", service.Address.ToString());
        Assert.Null((await machine.Machine.ResolveAsync()).Attributes.ValueOf("cloud.provider"));
        Assert.Empty(service.Requests);

        var resource = await machine.Machine.ResolveAsync(static r => r.AddCloudDetectors());

        Assert.Equal("gcp", resource.Attributes.ValueOf("cloud.provider"));
        Assert.Equal("vm-1", resource.Attributes.ValueOf("host.name"));
    }

    public static TheoryData<string> Hostilities => [.. Hostile.Keys];

    /// <summary>What may answer in a cloud's place. Each question is answered so.</summary>
    private static readonly Dictionary<string, byte[]?> Hostile = new()
    {
        ["silence"] = null,
        ["nothing"] = [],
        ["garbage"] = [0, 255, 13, 10, 13, 10, 200],
        ["an empty answer"] = MetadataService.Answer("200 OK", ""),
        ["a page"] = MetadataService.Answer("200 OK", "<html>Log in to this network</html>"),
        ["an array"] = MetadataService.Answer("200 OK", "[1]"),
        ["other types"] = MetadataService.Answer("200 OK", """{"instanceId":{},"vmId":[],"accountId":1.5,"TaskARN":true,"DockerId":null}"""),
        ["half a surrogate pair"] = MetadataService.Answer("200 OK", """{"instanceId":"\ud800","vmId":"\udc00","DockerId":"\ud800"}"""),
        ["depth"] = MetadataService.Answer("200 OK", new string('[', 10_000)),
        ["length"] = MetadataService.Answer("200 OK", new string(' ', 100_000) + Identity),
        ["no end"] = Encoding.ASCII.GetBytes(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + string.Concat(Enumerable.Repeat("1000\r\n" + new string('x', 4_096) + "\r\n", 1_000))),
        ["a bad character set"] = MetadataService.Answer("200 OK", "{}", "Content-Type: text/plain; charset=none-such"),
        ["an error"] = MetadataService.Answer("500 Internal Server Error", Identity),
        ["a token that is no header's value"] = MetadataService.Answer("200 OK", "a\r\nb: c"),
        ["a token in another script"] = MetadataService.Answer("200 OK", "größe"),
        ["a broken promise"] = Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"),
    };

    [Theory]
    [MemberData(nameof(Hostilities))]
    public async Task Whoever_answers_in_a_clouds_place_is_not_believed_and_does_no_harm(string name)
    {
        using var surroundings = new Surroundings();
        await using var service = new MetadataService(_ => Hostile[name]);
        using var machine = new MachineFolder();
        machine.Set("AWS_EC2_METADATA_SERVICE_ENDPOINT", service.Address.ToString()).Set("ECS_CONTAINER_METADATA_URI_V4", service.Address + "v4")
            .Set("GCE_METADATA_HOST", service.Host);

        var found = await Task.WhenAll(
            new AwsMetadataDetector(machine.Machine).FoundAsync(),
            new EcsMetadataDetector(machine.Machine).FoundAsync(),
            new AzureMetadataDetector(service.Address).FoundAsync(),
            new GcpMetadataDetector(machine.Machine).FoundAsync());

        Assert.Equal(["", "", "", ""], found);
        Assert.Equal("", surroundings.Told);
        Assert.NotEmpty(service.Requests);
    }

    [Fact]
    public async Task Nobody_is_asked_but_the_endpoint_neither_by_redirection_nor_by_a_proxy()
    {
        await using var elsewhere = MetadataService.With("Metadata: true", ("GET /metadata/instance/compute?api-version=2021-12-13&format=json", Compute));
        await using var service = new MetadataService(request =>
            MetadataService.Answer("302 Found", "", $"Location: {elsewhere.Address}{request.Split(' ')[1].TrimStart('/')}"));
        var before = HttpClient.DefaultProxy;
        HttpClient.DefaultProxy = new Proxy(elsewhere.Address);
        try
        {
            Assert.Equal("", await new AzureMetadataDetector(service.Address).FoundAsync());
        }
        finally
        {
            HttpClient.DefaultProxy = before;
        }

        Assert.Single(service.Requests);
        Assert.Empty(elsewhere.Requests);
    }

    [Theory]
    [InlineData("not an address")]
    [InlineData("ftp://127.0.0.1")]
    [InlineData("file:///etc/passwd")]
    public async Task An_address_that_can_not_be_asked_is_not_asked(string address)
    {
        using var machine = new MachineFolder();
        machine.Set("AWS_EC2_METADATA_SERVICE_ENDPOINT", address).Set("ECS_CONTAINER_METADATA_URI_V4", address).Set("GCE_METADATA_HOST", address);

        Assert.Equal("", await new AwsMetadataDetector(machine.Machine).FoundAsync());
        Assert.Equal("", await new EcsMetadataDetector(machine.Machine).FoundAsync());
        Assert.Equal("", await new GcpMetadataDetector(machine.Machine).FoundAsync());
    }

    /// <summary>A proxy for every address, this machine's too.</summary>
    private sealed class Proxy(Uri address) : IWebProxy
    {
        public ICredentials? Credentials { get; set; }

        public Uri GetProxy(Uri destination) => address;

        public bool IsBypassed(Uri host) => false;
    }
}
