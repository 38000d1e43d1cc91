"""The routes beside Streamlit's own: scenes, results of jobs, the light page, and the stage's own files."""

from starlette.routing import Route

from lossviz.live import code_endpoint, endpoint, run_endpoint, scene_endpoint, view_endpoint
from lossviz.live.stage_files import PREFIX, serve


def routes(base: str = "") -> list[Route]:
    """The routes, under the path that the whole app is served from as well."""
    roots = {"", f"/{base.strip('/')}"} if base.strip("/") else {""}
    return [
        route
        for root in (f"{root}/{PREFIX}" for root in sorted(roots))
        for route in (
            Route(f"{root}/scene/{{path:path}}", scene_endpoint.answer, methods=["GET"]),
            Route(f"{root}/row/{{path:path}}", endpoint.answer, methods=["GET"]),
            Route(f"{root}/run/{{path:path}}", run_endpoint.answer, methods=["GET"]),
            Route(f"{root}/code.svg", code_endpoint.answer, methods=["GET"]),
            Route(f"{root}/view", view_endpoint.answer, methods=["GET"]),
            Route(f"{root}/view/{{slug:path}}", view_endpoint.answer, methods=["GET"]),
            Route(f"{root}/{{version}}/{{path:path}}", serve),
        )
    ]
