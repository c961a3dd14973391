"""Several templates are read as one service, or refused in a sentence."""

import re
from pathlib import Path
from typing import Any

import pytest

from local.stack.template import MalformedTemplate, Route, functions_of, http_api, load_templates, resources

FIRST = """
Resources:
  Table: {Type: AWS::DynamoDB::Table}
  GuardFunction: {Type: AWS::Serverless::Function, Properties: {Handler: guard.handler}}
  GetFunction: {Type: AWS::Serverless::Function, Properties: {Handler: things/get.handler}}
  Api:
    Type: AWS::Serverless::HttpApi
    Properties:
      Auth: {DefaultAuthorizer: Guard, Authorizers: {Guard: {FunctionArn: !GetAtt GuardFunction.Arn,
        Identity: {Headers: [Authorization], ReauthorizeEvery: 60}}}}
      DefinitionBody: {paths: {"/things/{id}": {parameters: [{name: id, in: path}], get: {
        x-amazon-apigateway-integration: {
          uri: !Sub "lambda:path/functions/${GetFunction.Alias}/invocations"}}}}}
Outputs:
  GuardArn: {Value: !GetAtt GuardFunction.Arn, Export: {Name: !Sub "${AWS::StackName}-GuardArn"}}
  TableArn: {Value: !GetAtt Table.Arn, Export: {Name: !Sub "${AWS::StackName}-TableArn"}}
"""
SECOND = """
Globals: {Function: {Timeout: 7}}
Resources:
  ListFunction:
    Type: AWS::Serverless::Function
    Properties:
      Handler: others/list.handler
      Policies:
        - Statement:
            - Resource: !ImportValue {"Fn::Sub": "${ServiceStack}-TableArn"}
            - Resource:
                Fn::Sub:
                  - ${T}/index/${AWS::Region}
                  - {T: !ImportValue {"Fn::Sub": "${ServiceStack}-TableArn"}}
  Api:
    Type: AWS::Serverless::HttpApi
    Properties:
      StageName: others
      Auth: {DefaultAuthorizer: Guard, Authorizers: {Guard: {
        FunctionArn: !ImportValue {"Fn::Sub": "${ServiceStack}-GuardArn"},
        Identity: {Headers: [Authorization], ReauthorizeEvery: 60}}}}
      DefinitionBody: {paths: {"/{tenant}/list": {get: {security: [{NONE: []}],
        x-amazon-apigateway-integration: {
          uri: !Sub "lambda:path/functions/${ListFunction.Alias}/invocations"}}}}}
"""


@pytest.fixture
def load(tmp_path: Path) -> Any:
    """Reads two templates."""

    def load(first: str = FIRST, second: str = SECOND) -> Any:
        paths = [tmp_path / "first.yaml", tmp_path / "second.yaml"]
        for path, text in zip(paths, (first, second), strict=True):
            path.write_text(text)
        return load_templates(paths)

    return load


def test_what_another_stack_imports_reads_as_in_the_first(load: Any) -> None:
    _, second = load()

    (policy,) = resources(second, "AWS::Serverless::Function")["ListFunction"]["Policies"]
    assert [each["Resource"] for each in policy["Statement"]] == [
        {"Fn::GetAtt": ["Table", "Arn"]},
        {"Fn::Sub": "${Table.Arn}/index/${AWS::Region}"},
    ]


def test_an_import_that_nobody_exports_is_refused(load: Any) -> None:
    with pytest.raises(MalformedTemplate, match=re.escape("${ServiceStack}-TableArn")):
        load(FIRST.replace("-TableArn", "-Other"))


def test_functions_have_the_limits_of_their_own_template(load: Any) -> None:
    functions = functions_of(*load())

    assert {name: each.timeout for name, each in functions.items()} == {
        "GuardFunction": 3,
        "GetFunction": 3,
        "ListFunction": 7,
    }


def test_the_apis_are_one_in_which_a_named_stage_is_part_of_the_path_and_not_of_the_key(load: Any) -> None:
    templates = load()
    functions = functions_of(*templates)

    first, second = http_api(*templates).routes

    assert first == Route("GET", ("things", "{id}"), functions["GetFunction"], authorized=True)
    assert second == Route(
        "GET", ("others", "{tenant}", "list"), functions["ListFunction"], authorized=False, stage="others"
    )
    assert (first.key, first.key_in_stage) == ("GET /things/{id}", "GET /things/{id}")
    assert (second.key, second.key_in_stage) == ("GET /others/{tenant}/list", "GET /{tenant}/list")


def test_apis_with_different_authorizers_are_refused(load: Any) -> None:
    with pytest.raises(MalformedTemplate, match="authorizer"):
        http_api(*load(second=SECOND.replace("ReauthorizeEvery: 60", "ReauthorizeEvery: 30")))


def test_a_route_that_calls_no_function_by_its_alias_is_refused(load: Any) -> None:
    with pytest.raises(MalformedTemplate, match="alias"):
        http_api(*load(FIRST.replace("GetFunction.Alias", "GetFunction.Arn")))
