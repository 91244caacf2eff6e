"""The API Reference page of a service that doesn't exist, laid out as AWS's site lays out its own."""

from __future__ import annotations

_HEAD = """\
<!DOCTYPE html>
<!-- saved from url=(0061)https://docs.example.com/parcels/API_RenameParcel.html -->
<html lang="en-US"><head><meta charset="UTF-8"><title>RenameParcel - Amazon Parcel Ledger</title>
<script>var page = "</div><h2>Errors</h2>";</script></head>
<body class="awsdocs awsui"><awsdocs-view><nav><ul><li>Welcome</li><li>Errors</li></ul></nav>
<div id="main"><div id="main-content"><div id="main-col-body">
<awsdocs-language-banner>Read this in another language</awsdocs-language-banner>
<h1 class="topictitle" id="API_RenameParcel">RenameParcel</h1>
<div class="awsdocs-page-header-container"><awsdocs-page-header><a href="x.pdf">PDF</a></awsdocs-page-header></div>
<p>Gives a parcel another name. Older names, e.g. those from before 2.5, stay&nbsp;known.</p>
"""

_SYNTAX = """\
<h2 id="API_RenameParcel_RequestSyntax">Request Syntax</h2>
<pre class="programlisting"><div class="code-btn-container"><div class="btn-copy-code" title="Copy"><awsui-icon
name="copy">copy</awsui-icon></div></div><!--DEBUG: cli ()--><code class="nohighlight">PATCH \
/parcels/<em class="replaceable"><code>parcelId</code></em>?dryRun=<em class="replaceable"><code>dryRun</code></em> \
HTTP/1.1
Content-type: application/json

{
   "<a href="#P-labels">labels</a>": {
      "<em class="replaceable"><code>string</code></em>" : "<em class="replaceable"><code>string</code></em>"
   },
   "<a href="#P-name">name</a>": "<em class="replaceable"><code>string</code></em>",
   "<a href="#P-route">route</a>": {
      "<a href="API_Route.html#P-hops">hops</a>": [
         {
            "<a href="API_Hop.html#P-port">port</a>": <em class="replaceable"><code>number</code></em>,
            "<a href="API_Hop.html#P-sealed">sealed</a>": <em class="replaceable"><code>boolean</code></em>
         }
      ],
      "<a href="API_Route.html#P-stamp">stamp</a>": <em class="replaceable"><code>blob</code></em>
   },
   "<a href="#P-tags">tags</a>": [ "<em class="replaceable"><code>string</code></em>" ]
}</code></pre>
"""

_URI = """\
<h2 id="API_RenameParcel_RequestParameters">URI Request Parameters</h2>
<p>These stand in the URI.</p>
<div class="variablelist"> <dl>
<dt><span class="term"><b><code class="code"> <a href="#S" name="P-dryRun">dryRun</a></code></b> </span></dt>
<dd><p>Whether to only check.</p><p>Required: No</p></dd>
<dt><span class="term"><b><code class="code"> <a href="#S" name="P-parcelId">parcelId</a></code></b> </span></dt>
<dd><p>The parcel to rename.</p><p>Length Constraints: Fixed length of 12.</p>
<p>Pattern: <code class="code">p-[0-9a-f]{10}</code></p><p>Required: Yes</p></dd>
</dl></div>
"""

_BODY = """\
<h2 id="API_RenameParcel_RequestBody">Request Body</h2>
<p>In JSON, these are accepted.</p>
<div class="variablelist"> <dl>
<dt><span class="term"><b><code class="code"><a href="#S" name="P-labels">labels</a></code></b></span></dt>
<dd><p>Labels of the parcel.</p><p>Examples</p><p>None yet.</p><p>Type: String to string map</p>
<p>Map Entries: Maximum number of 50 items.</p>
<p>Key Length Constraints: Minimum length of 1. Maximum length of 64.</p>
<p>Key Pattern: <code class="code">[a-z]+</code></p><p>Value Length Constraints: Maximum length of 256.</p>
<p>Required: No</p></dd>
<dt><span class="term"><b><code class="code"><a href="#S" name="P-name">name</a></code></b></span></dt>
<dd><p>The new name.</p><p>It is one of these:</p>
<div class="itemizedlist"><ul class="itemizedlist"><li class="listitem">
<p><code class="code">FIRST</code> - The parcel goes first.</p>
</li><li class="listitem"><p><code class="code">LAST</code>: It goes last. Nothing comes after.</p></li></ul></div>
<div class="awsdocs-note"><div class="awsdocs-note-title"><awsui-icon name="info"></awsui-icon><h6>Note</h6></div>
<div class="awsdocs-note-text"><p>Names are not unique.</p></div></div>
<p>Type: String</p><p>Length Constraints: Minimum length of 1. Maximum length of 64.</p>
<p>Valid Values: <code class="code">FIRST | LAST</code></p><p>Required: Yes</p></dd>
<dt><span class="term"><b><code class="code"><a href="#S" name="P-route">route</a></code></b></span></dt>
<dd><p>The way to go.</p><p>Type: <a href="API_Route.html">Route</a> object</p><p>Required: No</p></dd>
<dt><span class="term"><b><code class="code"><a href="#S" name="P-tags">tags</a></code></b></span></dt>
<dd><p>Marks on the parcel.</p><p>Type: Array of strings</p>
<p>Array Members: Minimum number of 1 item. Maximum number of 10 items.</p>
<p>Length Constraints: Minimum length of 2.</p>
<p>Valid Values: <code class="code">red | blue</code></p><p>Required: No</p></dd>
<dt><span class="term"><b><code class="code"><a href="#S" name="P-weight">weight</a></code></b></span></dt>
<dd><p>The weight.</p><p>Type: Double</p><p>Valid Range: Minimum value of 0.5. Maximum value of 30.</p>
<p>Required: No</p></dd>
</dl></div>
"""

_RESPONSE = """\
<h2 id="API_RenameParcel_ResponseSyntax">Response Syntax</h2>
<pre class="programlisting"><code class="nohighlight">HTTP/1.1 200
Content-type: application/json

{
   "<a href="#P-renamedAt">renamedAt</a>": <em class="replaceable"><code>number</code></em>
}</code></pre>
<h2 id="API_RenameParcel_ResponseElements">Response Elements</h2>
<p>Success is a 200.</p><p>In JSON, this is returned.</p>
<div class="variablelist"> <dl>
<dt><span class="term"><b><code class="code"><a href="#R" name="P-renamedAt">renamedAt</a></code></b></span></dt>
<dd><p>When it happened.</p><p>Type: Timestamp</p></dd></dl></div>
"""

_ERRORS = """\
<h2 id="API_RenameParcel_Errors">Errors</h2>
<p>The errors of every action are listed <a href="CommonErrors.html">elsewhere</a>.</p>
<div class="variablelist"> <dl>
<dt><span class="term"><b><code class="code">ParcelGoneException</code></b></span></dt>
<dd><p>The parcel is gone. Ask for another.</p><p>HTTP Status Code: 410</p></dd>
<dt><span class="term"><b><code class="code">ParcelLockedException</code></b></span></dt>
<dd><p>The parcel is locked.</p><p>HTTP Status Code: 409</p></dd></dl></div>
<h2 id="API_RenameParcel_SeeAlso">See Also</h2>
<p>Other languages have other pages.</p>
<awsdocs-copyright></awsdocs-copyright></div></div></div>
<div id="right"><h2>On this page</h2><dl><dt>weight</dt><dd>Type: Elsewhere</dd></dl></div>
</awsdocs-view></body></html>
"""

#: The page whose text a browser copies as `test_api_reference` has it.
PAGE = _HEAD + _SYNTAX + _URI + _BODY + _RESPONSE + _ERRORS
