"""The structures of the four services' requests, and of what CloudFront answers.

Names, nesting and XML elements are those of botocore's models, so that its clients understand the reference; of the
documented operations exactly the members that their pages list.
"""

from __future__ import annotations

from fencepost.reference.shape import (
    BOOLEAN,
    FLOAT,
    INTEGER,
    STRING,
    STRINGS,
    TIMESTAMP,
    ListOf,
    Structure,
    strings,
    structure,
)

POLICY_CONFIG = structure(
    StagingDistributionDnsNames=structure(Quantity=INTEGER, Items=ListOf(STRING, "DnsName")),
    Enabled=BOOLEAN,
    TrafficConfig=structure(
        SingleWeightConfig=structure(
            Weight=FLOAT,
            SessionStickinessConfig=structure(IdleTTL=INTEGER, MaximumTTL=INTEGER),
        ),
        SingleHeaderConfig=strings("Header", "Value"),
        Type=STRING,
    ),
)
POLICY = structure(Id=STRING, LastModifiedTime=TIMESTAMP, ContinuousDeploymentPolicyConfig=POLICY_CONFIG)
POLICY_LIST = structure(
    MaxItems=INTEGER,
    Quantity=INTEGER,
    Items=ListOf(structure(ContinuousDeploymentPolicy=POLICY), "ContinuousDeploymentPolicySummary"),
)
FUNCTION_CONFIG = strings("Comment", "Runtime")
FUNCTION_METADATA = structure(
    FunctionARN=STRING,
    Stage=STRING,
    CreatedTime=TIMESTAMP,
    LastModifiedTime=TIMESTAMP,
)
FUNCTION_SUMMARY = structure(
    Name=STRING,
    Status=STRING,
    FunctionConfig=FUNCTION_CONFIG,
    FunctionMetadata=FUNCTION_METADATA,
)
FUNCTION_LIST = structure(MaxItems=INTEGER, Quantity=INTEGER, Items=ListOf(FUNCTION_SUMMARY, "FunctionSummary"))

CACHE_SETTINGS = structure(
    defaultTTL=INTEGER,
    minimumTTL=INTEGER,
    maximumTTL=INTEGER,
    allowedHTTPMethods=STRING,
    cachedHTTPMethods=STRING,
    forwardedCookies=structure(option=STRING, cookiesAllowList=STRINGS),
    forwardedHeaders=structure(option=STRING, headersAllowList=STRINGS),
    forwardedQueryStrings=structure(option=BOOLEAN, queryStringsAllowList=STRINGS),
)
#: What both CreateDistribution and UpdateDistribution take.
DISTRIBUTION = structure(
    distributionName=STRING,
    origin=strings("name", "regionName", "protocolPolicy"),
    defaultCacheBehavior=strings("behavior"),
    cacheBehaviorSettings=CACHE_SETTINGS,
    cacheBehaviors=ListOf(strings("path", "behavior")),
    isEnabled=BOOLEAN,
)
NEW_DISTRIBUTION = Structure({**DISTRIBUTION.members, "bundleId": STRING})

DEPLOYMENT_GROUP = structure(
    applicationName=STRING,
    deploymentGroupName=STRING,
    serviceRoleArn=STRING,
    deploymentStyle=strings("deploymentType", "deploymentOption"),
    blueGreenDeploymentConfiguration=structure(
        terminateBlueInstancesOnDeploymentSuccess=structure(action=STRING, terminationWaitTimeInMinutes=INTEGER),
        deploymentReadyOption=structure(actionOnTimeout=STRING, waitTimeInMinutes=INTEGER),
        greenFleetProvisioningOption=strings("action"),
    ),
)

SERVICE = strings("name", "spec", "templateName", "templateMajorVersion", "templateMinorVersion", "description")
PIPELINE_UPDATE = strings("deploymentType", "serviceName", "spec", "templateMajorVersion", "templateMinorVersion")
