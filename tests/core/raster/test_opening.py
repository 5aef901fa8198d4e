"""What is opened of the paths that a stranger's dataset or model records: files of this computer, and nothing else."""

import copy
import http.server
import json
import os
import pickle
import shutil
import socket
import threading
import zipfile

import numpy as np
import pytest
import rasterio

from socmap_plugin.core.jobs.inputs import RasterLayer, RecordedPath
from socmap_plugin.core.raster.open_files import opened
from socmap_plugin.core.raster.opening import READ_ERRORS, RefusedRaster, open_raster
from tests.builders import rasters
from tests.builders.refusals import assert_sentence

PLACE = "<GeoTransform>600000, 90, 0, 3400000, 0, -90</GeoTransform>"
VALUES = np.arange(16, dtype=np.float32).reshape(4, 4)


@pytest.fixture(scope="module")
def server():
    """A web server on this machine that counts who comes."""
    heard = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            heard.append(self.path)
            self.send_error(404)

        def do_HEAD(self):
            self.do_GET()

        def log_message(self, *_):
            pass

    served = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=served.serve_forever, daemon=True).start()
    served.heard = heard
    served.url = f"http://127.0.0.1:{served.server_port}"
    yield served
    served.shutdown()
    served.server_close()


@pytest.fixture
def tif(tmp_path):
    return rasters.raster(tmp_path / "dem.tif", VALUES).path


def vrt(path, source, relative=0, band="", root="", kind="SimpleSource"):
    path.write_text(
        f'<VRTDataset rasterXSize="4" rasterYSize="4">{PLACE}{root}<VRTRasterBand dataType="Float32" band="1">{band}'
        f'<{kind}><SourceFilename relativeToVRT="{relative}">{source}</SourceFilename><SourceBand>1</SourceBand>'
        f"</{kind}></VRTRasterBand></VRTDataset>"
    )
    return str(path)


def recorded(path):
    with open_raster(RecordedPath(path)) as raster:
        return raster.read(1)


def refused(path, words):
    with pytest.raises(RefusedRaster) as caught:
        open_raster(RecordedPath(path))
    assert_sentence(str(caught.value), words)


def test_the_web_server_is_reached_where_nobody_refuses(server, tmp_path):
    """What the tests below deny does happen with GDAL as it is."""
    server.heard.clear()
    for path in (f"/vsicurl/{server.url}/plain.tif", vrt(tmp_path / "far.vrt", f"/vsicurl/{server.url}/far.tif")):
        with pytest.raises(READ_ERRORS), open_raster(path) as raster:
            raster.read(1)
    assert len(server.heard) >= 2


@pytest.mark.parametrize(
    "name",
    [
        "{url}/a.tif", "/vsicurl/{url}/a.tif", "/vsicurl?url={url}/a.tif", "/vsizip//vsicurl/{url}/a.zip/a.tif",
        "/vsizip/{{/vsicurl/{url}/a.zip}}/a.tif", "/vsigzip//vsicurl/{url}/a.gz", "/vsis3/bucket/a.tif",
        "vrt://{url}/a.tif", "vrt:///vsicurl/{url}/a.tif", "zip+{url}/a.zip!a.tif", "WMTS:{url}/wmts", "WCS:{url}/wcs",
        "WMS:{url}/wms?SERVICE=WMS", "NETCDF:{url}/a.nc:x", 'NETCDF:"{url}/a.nc":x', 'HDF5:"/vsicurl/{url}/a.h5"://x',
        "GPKG:/vsicurl/{url}/a.gpkg:x", "GTIFF_DIR:1:/vsicurl/{url}/a.tif", "ZARR:\"/vsicurl/{url}/a.zarr\"",
        'STACTA:"{url}/a.json"', "GTI:/vsicurl/{url}/a.gti.gpkg", "PLMosaic:", "EEDAI:image", "/vsistdin/",
        '<GDAL_WMS><Service name="TMS"><ServerUrl>{url}/${{z}}/${{x}}/${{y}}.png</ServerUrl></Service></GDAL_WMS>',
        "  <VRTDataset rasterXSize='1' rasterYSize='1'/>", "DERIVED_SUBDATASET:AMPLITUDE:/vsicurl/{url}/a.tif",
    ],
)  # fmt: skip
def test_an_address_in_a_header_is_never_reached(server, name):
    server.heard.clear()
    refused(name.format(url=server.url), "only files of this computer are opened for it")
    assert server.heard == []


@pytest.mark.parametrize(
    "changes",
    [
        {"source": "/vsicurl/{url}/a.tif"},
        {"source": "{url}/a.tif"},
        {"source": "&#47;vsicurl/{url}/a.tif"},
        {"source": "<![CDATA[/vsicurl/{url}/a.tif]]>"},
        {"source": "<![CDATA[<GDAL_WMS><Service name='TMS'/></GDAL_WMS>]]>"},
        {"source": "dem.tif", "band": "<MaskBand><VRTRasterBand><Any>{url}/m.tif</Any></VRTRasterBand></MaskBand>"},
        {"source": "dem.tif", "band": "<Overview><sourcefilename>/vsis3/a/b.tif</sourcefilename></Overview>"},
        {"source": "dem.tif", "root": '<Metadata domain="GEOLOCATION"><MDI key="X">{url}/x.tif</MDI></Metadata>'},
        {"source": "dem.tif", "band": "<PixelFunctionLanguage>Python</PixelFunctionLanguage>"},
        {"source": "dem.tif", "root": "<!DOCTYPE x [<!ENTITY a 'a'>]>"},
        {"source": "wms.xml"},
        {"source": "gone.tif"},
        {"source": "text.tif"},
        {"source": "self.vrt"},
        {"source": "a.vrt", "kind": "ComplexSource"},
    ],
    ids=lambda changes: " ".join(changes.values())[:60],
)  # fmt: skip
def test_a_virtual_raster_that_leads_elsewhere(server, tmp_path, tif, changes):
    (tmp_path / "wms.xml").write_text(
        f'<GDAL_WMS><Service name="TMS"><ServerUrl>{server.url}/a.png</ServerUrl></Service><DataWindow>'
        "<UpperLeftX>0</UpperLeftX><UpperLeftY>1</UpperLeftY><LowerRightX>1</LowerRightX><LowerRightY>0</LowerRightY>"
        "<TileLevel>1</TileLevel></DataWindow></GDAL_WMS>"
    )
    (tmp_path / "text.tif").write_text("no raster")
    vrt(tmp_path / "self.vrt", "self.vrt", 1)
    vrt(tmp_path / "a.vrt", f"/vsicurl/{server.url}/deep.tif")
    changes = {key: value.replace("{url}", server.url) for key, value in changes.items()}
    source = changes.pop("source")
    relative = int((tmp_path / source).is_file() if source.isascii() and "/" not in source else 0)
    server.heard.clear()
    refused(vrt(tmp_path / "stranger.vrt", source, relative, **changes), r"stranger\.vrt|a\.vrt|self\.vrt|wms\.xml")
    assert server.heard == []


def test_files_of_this_computer_are_opened(tmp_path, tif):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.write(tif, "in/dem.tif")
    vrt(tmp_path / "near.vrt", "dem.tif", 1)
    vrt(tmp_path / "nested.vrt", tmp_path / "near.vrt")
    documented = "<Metadata><MDI key='source'>https://example.org/dem</MDI></Metadata>"
    vrt(tmp_path / "words.vrt", tif, root=documented)
    strange = tmp_path / "vsi und <Höhe>: 90 m"
    strange.mkdir()
    shutil.copy(tif, strange / "dem.tif")
    for path in (
        tif,
        f"/vsizip/{tmp_path}/a.zip/in/dem.tif",
        f"/vsizip/{{{tmp_path}/a.zip}}/in/dem.tif",
        f"GTIFF_DIR:1:{tif}",
        f"GTIFF_DIR:1:{strange / 'dem.tif'}",
        *(str(tmp_path / name) for name in ("near.vrt", "nested.vrt", "words.vrt")),
        str(strange / "dem.tif"),
    ):
        np.testing.assert_array_equal(recorded(path), VALUES)


def test_a_format_that_names_other_files_is_not_opened(tmp_path):
    (tmp_path / "map.tif").write_text(
        "<GDAL_WMTS><GetCapabilitiesUrl>http://127.0.0.1:1/</GetCapabilitiesUrl></GDAL_WMTS>"
    )
    with pytest.raises(READ_ERRORS):
        open_raster(RecordedPath(tmp_path / "map.tif"))


def test_an_overview_elsewhere(server, tmp_path, tif):
    with rasterio.open(tif, "r+") as raster:
        raster.update_tags(ns="OVERVIEWS", OVERVIEW_FILE=f"/vsicurl/{server.url}/a.ovr")
    server.heard.clear()
    refused(tif, "for its overviews")
    assert server.heard == []


@pytest.mark.parametrize("kind", [str, RecordedPath])
def test_a_pipe_or_a_device_never_blocks(tmp_path, kind):
    os.mkfifo(tmp_path / "pipe.tif")
    (tmp_path / "link.tif").symlink_to(tmp_path / "pipe.tif")
    plug = socket.socket(socket.AF_UNIX)
    plug.bind(str(tmp_path / "s"))
    for path in (tmp_path / "pipe.tif", tmp_path / "link.tif", tmp_path / "s", "/dev/zero"):
        with pytest.raises(RefusedRaster) as caught:
            open_raster(kind(path))
        assert_sentence(str(caught.value), "is a pipe, a socket or a device")
    plug.close()
    vrt(tmp_path / "to_pipe.vrt", tmp_path / "pipe.tif")
    with pytest.raises(RefusedRaster, match="pipe"):
        open_raster(RecordedPath(tmp_path / "to_pipe.vrt"))


@pytest.mark.parametrize(
    ("path", "words"), [("/a\0b.tif", "null character"), ("/k\udcfcste.tif", "not written in UTF-8")]
)
def test_characters_that_no_path_has(path, words):
    with pytest.raises(RefusedRaster) as caught:
        opened(RasterLayer("dem", path))
    assert_sentence(str(caught.value), words)
    assert str(caught.value).isprintable()


def test_a_recorded_path_stays_one_and_is_the_text_that_it_was():
    path = RecordedPath("/a.tif")
    assert path == "/a.tif"
    assert json.dumps(path) == '"/a.tif"'
    assert {path} == {"/a.tif"}
    for again in (copy.deepcopy(path), pickle.loads(pickle.dumps(path))):
        assert type(again) is RecordedPath
