using Instrumentation.Resources;
using Instrumentation.Resources.Detectors.Cloud;

namespace Instrumentation.Runtime.Tests.Resources;

/// <summary>What is found of clouds without asking them: each platform's variables and files, and what it must not be taken for.</summary>
public sealed class CloudDetectorTests
{
    private const string InPod = " KUBERNETES_SERVICE_HOST=10.96.0.1";
    private const string BeanstalkFile = "var/elasticbeanstalk/xray/environment.conf";
    private const string Firmware = "sys/class/dmi/id/";
    private const string AzureChassis = Firmware + "chassis_asset_tag=7783-7084-3265-9085-8269-3286-77";
    private const string Ec2Vendor = Firmware + "sys_vendor=Amazon EC2";
    private const string GoogleProduct = Firmware + "product_name=Google Compute Engine";

    public static TheoryData<string, string, string> Clouds => new()
    {
        { "", "", "" },
        { "AWS_REGION=eu-west-1 REGION_NAME=westeurope GOOGLE_CLOUD_PROJECT=p HOSTNAME=h", "", "" },

        {
            "AWS_LAMBDA_FUNCTION_NAME=order AWS_LAMBDA_FUNCTION_VERSION=7 AWS_LAMBDA_LOG_STREAM_NAME=2026/11/27/[$LATEST]2f39 AWS_LAMBDA_FUNCTION_MEMORY_SIZE=128 AWS_LAMBDA_LOG_GROUP_NAME=/aws/lambda/order AWS_REGION=eu-west-1",
            "",
            "aws.log.group.names=[/aws/lambda/order] cloud.platform=aws_lambda cloud.provider=aws cloud.region=eu-west-1 faas.instance=2026/11/27/[$LATEST]2f39 faas.max_memory=134217728 faas.name=order faas.version=7 service.name=order"
        },
        { "AWS_LAMBDA_FUNCTION_NAME=order AWS_LAMBDA_FUNCTION_MEMORY_SIZE=9223372036854775807", "", "cloud.platform=aws_lambda cloud.provider=aws faas.name=order service.name=order" },
        { "AWS_LAMBDA_FUNCTION_NAME=order AWS_LAMBDA_FUNCTION_MEMORY_SIZE=-1", "", "cloud.platform=aws_lambda cloud.provider=aws faas.name=order service.name=order" },
        { "ECS_CONTAINER_METADATA_URI_V4=http://169.254.170.2/v4/x AWS_EXECUTION_ENV=AWS_ECS_FARGATE AWS_DEFAULT_REGION=eu-west-1", Ec2Vendor, "aws.ecs.launchtype=fargate cloud.platform=aws_ecs cloud.provider=aws cloud.region=eu-west-1" },
        { "AWS_EXECUTION_ENV=AWS_ECS_EC2", "", "aws.ecs.launchtype=ec2 cloud.platform=aws_ecs cloud.provider=aws" },
        { "ECS_CONTAINER_METADATA_URI=http://169.254.170.2/v3/x", "", "cloud.platform=aws_ecs cloud.provider=aws" },
        { "AWS_EXECUTION_ENV=AWS_DOTNET_LAMDBA_UTILS", "", "" },
        {
            "",
            BeanstalkFile + """={"deployment_id":23,"version_label":"app-9","environment_name":"shop-prod"}""",
            "cloud.platform=aws_elastic_beanstalk cloud.provider=aws deployment.id=23 service.namespace=shop-prod service.version=app-9"
        },
        { "", BeanstalkFile + "=garbage", "cloud.platform=aws_elastic_beanstalk cloud.provider=aws" },
        { "AWS_WEB_IDENTITY_TOKEN_FILE=/var/run/secrets/eks.amazonaws.com/serviceaccount/token AWS_REGION=eu-west-1" + InPod, Ec2Vendor, "cloud.platform=aws_eks cloud.provider=aws cloud.region=eu-west-1" },
        { "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE=/var/run/secrets/pods.eks.amazonaws.com/serviceaccount/eks-pod-identity-token" + InPod, "", "cloud.platform=aws_eks cloud.provider=aws" },
        { "AWS_WEB_IDENTITY_TOKEN_FILE=/home/me/token" + InPod, "", "" },
        {
            "",
            Ec2Vendor + "|" + Firmware + "product_name=m7g.large|" + Firmware + "board_asset_tag=i-0a1b2c3d4e5f60718",
            "cloud.platform=aws_ec2 cloud.provider=aws host.id=i-0a1b2c3d4e5f60718 host.type=m7g.large"
        },
        { "", Ec2Vendor + "|" + Firmware + "board_asset_tag=Default string", "cloud.platform=aws_ec2 cloud.provider=aws" },

        {
            "WEBSITE_SITE_NAME=shop REGION_NAME=westeurope WEBSITE_OWNER_NAME=11111111-2222-3333-4444-555555555555+plans-WestEuropewebspace WEBSITE_RESOURCE_GROUP=prod WEBSITE_SLOT_NAME=staging WEBSITE_INSTANCE_ID=abc",
            "",
            "azure.resource_group.name=prod cloud.account.id=11111111-2222-3333-4444-555555555555 cloud.platform=azure.app_service cloud.provider=azure cloud.region=westeurope cloud.resource_id=/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/prod/providers/Microsoft.Web/sites/shop deployment.environment.name=staging host.id=abc service.name=shop"
        },
        { "WEBSITE_SITE_NAME=shop WEBSITE_OWNER_NAME=+x WEBSITE_RESOURCE_GROUP=prod", "", "azure.resource_group.name=prod cloud.platform=azure.app_service cloud.provider=azure service.name=shop" },
        { "WEBSITE_SITE_NAME=jobs FUNCTIONS_EXTENSION_VERSION=~4 WEBSITE_INSTANCE_ID=abc", "", "cloud.platform=azure.functions cloud.provider=azure faas.instance=abc service.name=jobs" },
        {
            "CONTAINER_APP_NAME=shop CONTAINER_APP_REVISION=shop--20mh1s9 CONTAINER_APP_REPLICA_NAME=shop--20mh1s9-86c8c4b497-zx9bq" + InPod,
            "",
            "cloud.platform=azure.container_apps cloud.provider=azure service.instance.id=shop--20mh1s9-86c8c4b497-zx9bq service.name=shop service.version=shop--20mh1s9"
        },
        { "KUBERNETES_SERVICE_HOST=shop-dns-1a2b.hcp.westeurope.azmk8s.io", AzureChassis, "cloud.platform=azure.aks cloud.provider=azure" },
        { InPod, AzureChassis, "cloud.provider=azure" },
        { "", AzureChassis, "cloud.platform=azure.vm cloud.provider=azure" },
        { "", Firmware + "sys_vendor=Microsoft Corporation", "" },

        {
            "K_SERVICE=shop K_REVISION=shop-00002 K_CONFIGURATION=shop GOOGLE_CLOUD_PROJECT=p-1",
            "",
            "cloud.account.id=p-1 cloud.platform=gcp_cloud_run cloud.provider=gcp faas.name=shop faas.version=shop-00002 service.name=shop"
        },
        { "K_SERVICE=shop K_REVISION=shop-2 FUNCTION_TARGET=Shop.Function", "", "cloud.platform=gcp_cloud_functions cloud.provider=gcp faas.name=shop faas.version=shop-2 service.name=shop" },
        {
            "CLOUD_RUN_JOB=report CLOUD_RUN_EXECUTION=report-xyz CLOUD_RUN_TASK_INDEX=3",
            "",
            "cloud.platform=gcp_cloud_run cloud.provider=gcp faas.name=report gcp.cloud_run.job.execution=report-xyz gcp.cloud_run.job.task_index=3 service.name=report"
        },
        { "CLOUD_RUN_JOB=report CLOUD_RUN_TASK_INDEX=three", "", "cloud.platform=gcp_cloud_run cloud.provider=gcp faas.name=report service.name=report" },
        {
            "GAE_SERVICE=default GAE_VERSION=20261127t1 GAE_INSTANCE=00c61b",
            "",
            "cloud.platform=gcp_app_engine cloud.provider=gcp faas.instance=00c61b faas.name=default faas.version=20261127t1 service.name=default"
        },
        { InPod, GoogleProduct, "cloud.platform=gcp_kubernetes_engine cloud.provider=gcp" },
        { "", GoogleProduct, "cloud.platform=gcp_compute_engine cloud.provider=gcp" },
        { "", Firmware + "product_name=Standard PC (Q35 + ICH9, 2009)", "" },
    };

    [Theory]
    [MemberData(nameof(Clouds))]
    public async Task A_cloud_is_known_by_its_variables_and_files(string variables, string files, string expected)
    {
        using var machine = new MachineFolder();
        machine.SetAll(variables);
        foreach (var file in files.Split('|', StringSplitOptions.RemoveEmptyEntries))
            machine.Write(file.Split('=', 2)[0], file.Split('=', 2)[1] + "\n");

        var found = Resource.Merge([
            await FindAsync(new AwsDetector(machine.Machine)),
            await FindAsync(new AzureDetector(machine.Machine)),
            await FindAsync(new GcpDetector(machine.Machine))]);

        Assert.Equal(expected, found.Attributes.ToString());
        Assert.Equal(expected.Length == 0 ? null : ResourceAttributes.SchemaUrl, found.SchemaUrl);

        static ValueTask<Resource> FindAsync(IResourceDetector detector) => detector.DetectAsync(CancellationToken.None);
    }

    [Fact]
    public async Task What_the_platform_calls_the_service_beats_only_the_name_of_those_that_have_none()
    {
        using var machine = new MachineFolder();
        machine.Set("AWS_LAMBDA_FUNCTION_NAME", "order");
        Assert.Equal("order", (await machine.Machine.ResolveAsync()).Attributes.ValueOf("service.name"));

        machine.Set("OTEL_RESOURCE_ATTRIBUTES", "service.name=shop");
        Assert.Equal("shop", (await machine.Machine.ResolveAsync()).Attributes.ValueOf("service.name"));
    }
}
