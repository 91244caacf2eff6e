"""Resources of other services that members name: which operation makes one, and where its answer or request names it.

One table for all services; it is asked only where a made-up name was refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from fencepost.campaign.inference.recipe import Place, Side
from fencepost.campaign.inference.words import Words


@dataclass(frozen=True, slots=True)
class Foreign:
    """Members whose name ends like this name what an operation of another service makes."""

    names: re.Pattern[str]
    operation: str
    side: Side
    places: tuple[Place, ...]


def _foreign(names: str, operation: str, side: Side, *place: str | int) -> Foreign:
    """An entry; where a list is on the way to the place, its second item is another one."""
    second = tuple(1 if step == 0 else step for step in place)
    return Foreign(re.compile(rf"(?:^|[ /])(?:{names})$"), operation, side, tuple(dict.fromkeys((place, second))))


FOREIGN: tuple[Foreign, ...] = (
    _foreign(r"(.* )?role( arn)?", "iam.CreateRole", "answer", "Role", "Arn"),
    _foreign(r"(.* )?instance profile( arn)?", "iam.CreateInstanceProfile", "answer", "InstanceProfile", "Arn"),
    _foreign(r"bucket|.*bucket name|.*s3 bucket|destination", "s3.CreateBucket", "request", "Bucket"),
    _foreign(
        r"(.* )?kms( master)? key( id| arn)?|key id|.*encryption key", "kms.CreateKey", "answer", "KeyMetadata", "Arn"
    ),
    _foreign(r"(.* )?topic( arn)?|.*sns.*", "sns.CreateTopic", "answer", "TopicArn"),
    _foreign(r"(.* )?queue url", "sqs.CreateQueue", "answer", "QueueUrl"),
    _foreign(r"(.* )?vpc( id)?", "ec2.DescribeSubnets", "answer", "Subnets", 0, "VpcId"),
    _foreign(r"(.* )?subnet( id| identifier)?", "ec2.DescribeSubnets", "answer", "Subnets", 0, "SubnetId"),
    _foreign(r"(.* )?vpc( id)?", "ec2.CreateVpc", "answer", "Vpc", "VpcId"),
    _foreign(r"(.* )?subnet( id| identifier)?", "ec2.CreateSubnet", "answer", "Subnet", "SubnetId"),
    _foreign(r"(.* )?security group( id)?", "ec2.CreateSecurityGroup", "answer", "GroupId"),
    _foreign(r"(.* )?instance( id)?", "ec2.RunInstances", "answer", "Instances", 0, "InstanceId"),
    _foreign(r"(.* )?(lambda|function)( function)? ?(arn|uri|name)", "lambda.CreateFunction", "answer", "FunctionArn"),
    _foreign(r"(.* )?log group name", "logs.CreateLogGroup", "request", "logGroupName"),
    _foreign(r"(.* )?secret (arn|id)", "secretsmanager.CreateSecret", "answer", "ARN"),
    _foreign(r"(.* )?stream arn", "kinesis.CreateStream", "request", "StreamName"),
    _foreign(r"(.* )?table name", "dynamodb.CreateTable", "request", "TableName"),
    _foreign(r"(.* )?certificate arn", "acm.RequestCertificate", "answer", "CertificateArn"),
    _foreign(r"(.* )?user pool (id|arn)", "cognito-idp.CreateUserPool", "answer", "UserPool", "Id"),
    _foreign(r"(.* )?target group( arn)?", "elbv2.CreateTargetGroup", "answer", "TargetGroups", 0, "TargetGroupArn"),
    _foreign(r"(.* )?load balancer arn", "elbv2.CreateLoadBalancer", "answer", "LoadBalancers", 0, "LoadBalancerArn"),
    _foreign(r"(.* )?hosted zone id", "route53.CreateHostedZone", "answer", "HostedZone", "Id"),
    _foreign(r"(.* )?file system (id|arn)", "efs.CreateFileSystem", "answer", "FileSystemId"),
    _foreign(r"(.* )?repository (uri|name)", "ecr.CreateRepository", "answer", "repository", "repositoryUri"),
    _foreign(r"(.* )?state machine arn", "stepfunctions.CreateStateMachine", "answer", "stateMachineArn"),
    _foreign(r"resource arn|.*target arn", "sqs.CreateQueue", "answer", "QueueUrl"),
)


def foreigners(path: tuple[Words, ...]) -> list[Foreign]:
    """What makes the resource of another service that a member names, by the words of its name and its parent's."""
    text = "/".join(" ".join(words) for words in path[-2:])
    return [entry for entry in FOREIGN if entry.names.search(text)][:2]
